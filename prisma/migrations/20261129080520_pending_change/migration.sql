-- AlterTable
ALTER TABLE "takeover" ADD COLUMN     "declined_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "pending_change" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "announcement_id" INTEGER,
    "training_id" INTEGER,
    "content" JSONB NOT NULL,
    "reasons" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "pending_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "pending_change_announcement_id_idx" ON "pending_change"("announcement_id");

-- CreateIndex
CREATE INDEX "pending_change_training_id_idx" ON "pending_change"("training_id");

-- CreateIndex
CREATE INDEX "pending_change_status_kind_idx" ON "pending_change"("status", "kind");

-- AddForeignKey
ALTER TABLE "pending_change" ADD CONSTRAINT "pending_change_announcement_id_fkey" FOREIGN KEY ("announcement_id") REFERENCES "announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pending_change" ADD CONSTRAINT "pending_change_training_id_fkey" FOREIGN KEY ("training_id") REFERENCES "training"("id") ON DELETE CASCADE ON UPDATE CASCADE;
