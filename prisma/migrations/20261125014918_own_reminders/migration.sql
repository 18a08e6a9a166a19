-- AlterTable
ALTER TABLE "account" ADD COLUMN     "own_reminders" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "own_reminders" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "job_run" (
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_run_pkey" PRIMARY KEY ("key")
);
