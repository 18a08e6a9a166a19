-- CreateTable
CREATE TABLE "agreement" (
    "id" SERIAL NOT NULL,
    "application_id" INTEGER NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_version" (
    "agreement_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "number" TEXT,
    "terms" BYTEA,
    "pay_within_days" INTEGER NOT NULL,
    "starts_on" TEXT NOT NULL,
    "ends_on" TEXT NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "entered_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "checked" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "checked_by" TEXT,
    "offered_at" TIMESTAMPTZ(3),
    "sign_from" TEXT,
    "partner_yes_at" TIMESTAMPTZ(3),
    "partner_yes_by" TEXT,
    "owner_yes_at" TIMESTAMPTZ(3),
    "owner_words" BYTEA,
    "owner_button" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "agreement_version_pkey" PRIMARY KEY ("agreement_id","version")
);

-- CreateIndex
CREATE UNIQUE INDEX "agreement_application_id_key" ON "agreement"("application_id");

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_version" ADD CONSTRAINT "agreement_version_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE CASCADE ON UPDATE CASCADE;
