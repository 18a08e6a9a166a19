-- AlterTable
ALTER TABLE "application" ADD COLUMN     "returned_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "application_step" ADD COLUMN     "clear" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "details" BYTEA,
ADD COLUMN     "due_on" TEXT;

-- CreateTable
CREATE TABLE "application_relation" (
    "application_id" INTEGER NOT NULL,
    "member" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_relation_pkey" PRIMARY KEY ("application_id","member")
);

-- AddForeignKey
ALTER TABLE "application_relation" ADD CONSTRAINT "application_relation_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE CASCADE ON UPDATE CASCADE;
