-- DropIndex
DROP INDEX "sales_report_month_idx";

-- CreateIndex
CREATE INDEX "sales_report_month_updated_at_idx" ON "sales_report"("month", "updated_at");
