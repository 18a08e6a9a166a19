-- CreateTable
CREATE TABLE "case_message" (
    "account_id" INTEGER NOT NULL,
    "message_id" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_message_pkey" PRIMARY KEY ("account_id","message_id")
);

-- CreateIndex
CREATE INDEX "case_message_case_id_idx" ON "case_message"("case_id");

-- AddForeignKey
ALTER TABLE "case_message" ADD CONSTRAINT "case_message_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_message" ADD CONSTRAINT "case_message_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE CASCADE ON UPDATE CASCADE;
