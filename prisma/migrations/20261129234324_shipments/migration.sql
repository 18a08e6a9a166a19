-- CreateTable
CREATE TABLE "shipment" (
    "id" SERIAL NOT NULL,
    "agreement_id" INTEGER NOT NULL,
    "sent_on" TEXT NOT NULL,
    "due_on" TEXT NOT NULL,
    "value" BIGINT NOT NULL,
    "deductions" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "paid_on" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shipment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment_entry" (
    "id" SERIAL NOT NULL,
    "shipment_id" INTEGER NOT NULL,
    "side" TEXT NOT NULL,
    "quantity" INTEGER,
    "value" BIGINT NOT NULL,
    "deductions" BIGINT NOT NULL,
    "paid_on" TEXT,
    "by_person" TEXT,
    "by_member" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shipment_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "shipment_agreement_id_idx" ON "shipment"("agreement_id");

-- CreateIndex
CREATE INDEX "shipment_state_due_on_idx" ON "shipment"("state", "due_on");

-- CreateIndex
CREATE INDEX "shipment_entry_shipment_id_idx" ON "shipment_entry"("shipment_id");

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_entry" ADD CONSTRAINT "shipment_entry_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
