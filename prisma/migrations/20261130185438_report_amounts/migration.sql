-- CreateIndex
CREATE INDEX "sales_report_amount_idx" ON "sales_report"("amount");
