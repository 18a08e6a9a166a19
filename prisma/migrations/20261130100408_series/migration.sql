-- AlterTable
ALTER TABLE "announcement" ADD COLUMN     "series_id" INTEGER;

-- CreateTable
CREATE TABLE "series" (
    "id" SERIAL NOT NULL,
    "office" TEXT NOT NULL,
    "every" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TEXT NOT NULL,
    "times" INTEGER NOT NULL,
    "next_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "series_next_at_idx" ON "series"("next_at");

-- CreateIndex
CREATE INDEX "announcement_series_id_idx" ON "announcement"("series_id");

-- AddForeignKey
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE SET NULL ON UPDATE CASCADE;
