-- AlterTable
ALTER TABLE "application_step" ADD COLUMN     "by_member" TEXT,
ADD COLUMN     "reason" BYTEA;

-- AlterTable
ALTER TABLE "case" ADD COLUMN     "assignee" TEXT,
ADD COLUMN     "closes_on" TEXT,
ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "escalated_at" TIMESTAMPTZ(3),
ADD COLUMN     "kecamatan" TEXT,
ADD COLUMN     "key" TEXT,
ADD COLUMN     "next_action" BYTEA,
ADD COLUMN     "next_on" TEXT,
ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "resolved_at" TIMESTAMPTZ(3),
ADD COLUMN     "urgency" INTEGER NOT NULL DEFAULT 5,
ADD COLUMN     "waiting_for" TEXT NOT NULL DEFAULT 'office';

-- CreateTable
CREATE TABLE "case_event" (
    "id" SERIAL NOT NULL,
    "case_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "by_member" TEXT,
    "text" BYTEA,
    "file_id" TEXT,
    "file_kind" TEXT,
    "details" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_row" (
    "case_id" INTEGER NOT NULL,
    "business_id" INTEGER NOT NULL,
    "details" JSONB NOT NULL,
    "outcome" TEXT,
    "done_by" TEXT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_row_pkey" PRIMARY KEY ("case_id","business_id")
);

-- CreateIndex
CREATE INDEX "case_event_case_id_idx" ON "case_event"("case_id");

-- CreateIndex
CREATE INDEX "case_row_business_id_idx" ON "case_row"("business_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_key_key" ON "case"("key");

-- CreateIndex
CREATE INDEX "case_assignee_idx" ON "case"("assignee");

-- AddForeignKey
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_row" ADD CONSTRAINT "case_row_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_row" ADD CONSTRAINT "case_row_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Cases that are known already: whose work they are.
UPDATE "case" SET "kecamatan" = coalesce(
  (SELECT b."kecamatan" FROM "business" b WHERE b."id" = "case"."business_id"),
  (SELECT b."kecamatan" FROM "business" b WHERE b."owner_id" = "case"."person_id" ORDER BY b."id" LIMIT 1)
);
