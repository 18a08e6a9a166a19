-- AlterTable
ALTER TABLE "case" ADD COLUMN     "merged_into" INTEGER;

-- CreateIndex
CREATE INDEX "case_merged_into_idx" ON "case"("merged_into");
