-- Nothing has ever written a reason: it becomes sealed, because it is what a person typed.
ALTER TABLE "sales_version" DROP COLUMN "reason",
ADD COLUMN "reason" BYTEA,
ADD COLUMN "told_by" TEXT;
