-- DropForeignKey
ALTER TABLE "candidate_message" DROP CONSTRAINT "candidate_message_application_id_fkey";

-- DropIndex
DROP INDEX "candidate_message_application_id_idx";

-- AlterTable
ALTER TABLE "candidate_message" DROP CONSTRAINT "candidate_message_pkey",
ADD COLUMN     "subject" TEXT;
UPDATE "candidate_message" SET "subject" = 'application:' || "application_id";
ALTER TABLE "candidate_message" DROP COLUMN "application_id",
ALTER COLUMN "subject" SET NOT NULL,
ADD CONSTRAINT "candidate_message_pkey" PRIMARY KEY ("account_id", "message_id", "subject");

-- AlterTable
ALTER TABLE "disclosure" ADD COLUMN     "inquiry_id" INTEGER;

-- CreateTable
CREATE TABLE "supply_search" (
    "id" SERIAL NOT NULL,
    "office" TEXT NOT NULL,
    "partner_id" INTEGER NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "needed_by" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'counted',
    "decided_by" TEXT,

    CONSTRAINT "supply_search_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supply_inquiry" (
    "id" SERIAL NOT NULL,
    "search_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "business_id" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "supply_inquiry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supply_count" (
    "id" SERIAL NOT NULL,
    "office" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "kecamatan" TEXT NOT NULL,
    "owners" INTEGER[],
    "shown_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "supply_count_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "supply_search_partner_id_idx" ON "supply_search"("partner_id");

-- CreateIndex
CREATE INDEX "supply_inquiry_person_id_asked_at_idx" ON "supply_inquiry"("person_id", "asked_at");

-- CreateIndex
CREATE UNIQUE INDEX "supply_inquiry_search_id_person_id_key" ON "supply_inquiry"("search_id", "person_id");

-- CreateIndex
CREATE INDEX "supply_count_office_kind_idx" ON "supply_count"("office", "kind");

-- CreateIndex
CREATE INDEX "disclosure_inquiry_id_idx" ON "disclosure"("inquiry_id");

-- AddForeignKey
ALTER TABLE "supply_search" ADD CONSTRAINT "supply_search_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_inquiry" ADD CONSTRAINT "supply_inquiry_search_id_fkey" FOREIGN KEY ("search_id") REFERENCES "supply_search"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_inquiry" ADD CONSTRAINT "supply_inquiry_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_inquiry" ADD CONSTRAINT "supply_inquiry_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE CASCADE ON UPDATE CASCADE;
