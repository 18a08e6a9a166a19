-- AlterTable
ALTER TABLE "agreement_version" ADD COLUMN     "partner_letter" TEXT;

-- AlterTable
ALTER TABLE "evaluation" ADD COLUMN     "partner_letter" TEXT;

-- AlterTable
ALTER TABLE "pending_change" ADD COLUMN     "application_id" INTEGER;

-- CreateIndex
CREATE INDEX "pending_change_application_id_idx" ON "pending_change"("application_id");

-- AddForeignKey
ALTER TABLE "pending_change" ADD CONSTRAINT "pending_change_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE CASCADE ON UPDATE CASCADE;
