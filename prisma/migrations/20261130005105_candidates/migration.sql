-- CreateTable
CREATE TABLE "disclosure" (
    "id" SERIAL NOT NULL,
    "office" TEXT NOT NULL,
    "person_id" INTEGER,
    "person_number" TEXT NOT NULL,
    "application_id" INTEGER,
    "partner_id" INTEGER NOT NULL,
    "by_member" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "fields" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "disclosure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "candidate_message" (
    "account_id" INTEGER NOT NULL,
    "message_id" INTEGER NOT NULL,
    "application_id" INTEGER NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "candidate_message_pkey" PRIMARY KEY ("account_id","message_id","application_id")
);

-- CreateIndex
CREATE INDEX "disclosure_person_id_idx" ON "disclosure"("person_id");

-- CreateIndex
CREATE INDEX "disclosure_application_id_idx" ON "disclosure"("application_id");

-- CreateIndex
CREATE INDEX "candidate_message_application_id_idx" ON "candidate_message"("application_id");

-- AddForeignKey
ALTER TABLE "disclosure" ADD CONSTRAINT "disclosure_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disclosure" ADD CONSTRAINT "disclosure_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate_message" ADD CONSTRAINT "candidate_message_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate_message" ADD CONSTRAINT "candidate_message_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE CASCADE ON UPDATE CASCADE;
