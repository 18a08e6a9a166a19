-- CreateTable
CREATE TABLE "profit" (
    "business_id" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "amount" BYTEA,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "profit_pkey" PRIMARY KEY ("business_id","year")
);

-- AddForeignKey
ALTER TABLE "profit" ADD CONSTRAINT "profit_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE CASCADE ON UPDATE CASCADE;
