-- AlterTable
ALTER TABLE "person" ADD COLUMN     "assisted_by" TEXT;

-- CreateTable
CREATE TABLE "takeover" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "code_hash" BYTEA,
    "account_id" INTEGER,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "takeover_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "takeover_code_hash_key" ON "takeover"("code_hash");

-- CreateIndex
CREATE INDEX "takeover_person_id_idx" ON "takeover"("person_id");

-- CreateIndex
CREATE INDEX "takeover_account_id_idx" ON "takeover"("account_id");

-- CreateIndex
CREATE INDEX "person_assisted_by_idx" ON "person"("assisted_by");

-- AddForeignKey
ALTER TABLE "takeover" ADD CONSTRAINT "takeover_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "takeover" ADD CONSTRAINT "takeover_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
