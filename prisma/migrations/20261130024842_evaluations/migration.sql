-- CreateTable
CREATE TABLE "evaluation" (
    "id" SERIAL NOT NULL,
    "agreement_id" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "from_on" TEXT NOT NULL,
    "until_on" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "owner_said" JSONB,
    "owner_at" TIMESTAMPTZ(3),
    "partner_said" JSONB,
    "partner_by" TEXT,
    "partner_at" TIMESTAMPTZ(3),
    "met_on" TEXT,
    "meeting" BYTEA,
    "met_by" TEXT,
    "decision" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_agreement_id_year_key" ON "evaluation"("agreement_id", "year");

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE CASCADE ON UPDATE CASCADE;
