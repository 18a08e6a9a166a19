-- AlterTable
ALTER TABLE "instance" ADD COLUMN     "conflict_at" TIMESTAMPTZ(3);
