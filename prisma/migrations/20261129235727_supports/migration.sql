-- CreateTable
CREATE TABLE "support" (
    "id" SERIAL NOT NULL,
    "agreement_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "what" BYTEA,
    "value" BIGINT,
    "source" TEXT NOT NULL,
    "repaid" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'promised',
    "told_by" TEXT NOT NULL,
    "entered_by" TEXT NOT NULL,
    "promised_at" TIMESTAMPTZ(3) NOT NULL,
    "handed_over_at" TIMESTAMPTZ(3),
    "handed_over_by" TEXT,
    "denied_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3),
    "received_by" TEXT,
    "paper" TEXT,

    CONSTRAINT "support_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_sale" (
    "report_id" INTEGER NOT NULL,
    "agreement_id" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partner_sale_pkey" PRIMARY KEY ("report_id","agreement_id")
);

-- CreateIndex
CREATE INDEX "support_agreement_id_idx" ON "support"("agreement_id");

-- CreateIndex
CREATE INDEX "partner_sale_agreement_id_idx" ON "partner_sale"("agreement_id");

-- AddForeignKey
ALTER TABLE "support" ADD CONSTRAINT "support_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_sale" ADD CONSTRAINT "partner_sale_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "sales_report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_sale" ADD CONSTRAINT "partner_sale_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE CASCADE ON UPDATE CASCADE;
