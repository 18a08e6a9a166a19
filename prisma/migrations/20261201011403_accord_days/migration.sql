-- AlterTable
ALTER TABLE "accord" ADD COLUMN     "correction" BYTEA,
ADD COLUMN     "end_reason" BYTEA,
ADD COLUMN     "ended_on" TEXT,
ADD COLUMN     "starts_on" TEXT;

-- Until now the day from which it holds was written down as the one on which it was signed.
UPDATE "accord" SET "starts_on" = "signed_on";

ALTER TABLE "accord" ALTER COLUMN "starts_on" SET NOT NULL;
