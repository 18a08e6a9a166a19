-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "signs" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "signs" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "decision" (
    "id" SERIAL NOT NULL,
    "application_id" INTEGER NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "details" BYTEA,
    "own_words" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "prepared_by" TEXT NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "signed_by" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "decision_application_id_idx" ON "decision"("application_id");

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE CASCADE ON UPDATE CASCADE;
