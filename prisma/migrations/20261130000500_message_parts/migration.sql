-- CreateTable
CREATE TABLE "message_part" (
    "account_id" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    "message_id" INTEGER NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_part_pkey" PRIMARY KEY ("account_id","part_id")
);

-- CreateIndex
CREATE INDEX "message_part_account_id_message_id_idx" ON "message_part"("account_id", "message_id");

-- AddForeignKey
ALTER TABLE "message_part" ADD CONSTRAINT "message_part_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
