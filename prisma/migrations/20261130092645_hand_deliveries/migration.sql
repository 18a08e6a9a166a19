-- CreateTable
CREATE TABLE "hand_delivery" (
    "announcement_id" INTEGER NOT NULL,
    "person_number" TEXT NOT NULL,
    "person_id" INTEGER,
    "told_at" TIMESTAMPTZ(3),
    "told_by" TEXT,
    "joins_at" TIMESTAMPTZ(3),
    "joins_by" TEXT,

    CONSTRAINT "hand_delivery_pkey" PRIMARY KEY ("announcement_id","person_number")
);

-- CreateIndex
CREATE INDEX "hand_delivery_person_id_idx" ON "hand_delivery"("person_id");

-- AddForeignKey
ALTER TABLE "hand_delivery" ADD CONSTRAINT "hand_delivery_announcement_id_fkey" FOREIGN KEY ("announcement_id") REFERENCES "announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_delivery" ADD CONSTRAINT "hand_delivery_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
