-- They are counted anew, with what belongs to them now.
DELETE FROM "dashboard_cell";

-- AlterTable
ALTER TABLE "dashboard_cell" DROP CONSTRAINT "dashboard_cell_pkey",
DROP COLUMN "businesses",
DROP COLUMN "month",
ADD COLUMN     "content" JSONB NOT NULL,
ADD COLUMN     "counted_at" TIMESTAMPTZ(3) NOT NULL,
ADD COLUMN     "figure" TEXT NOT NULL,
ADD COLUMN     "firsts" INTEGER NOT NULL,
ADD COLUMN     "period" TEXT NOT NULL,
ADD CONSTRAINT "dashboard_cell_pkey" PRIMARY KEY ("office", "figure", "period", "kecamatan");
