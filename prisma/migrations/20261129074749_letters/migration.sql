-- AlterTable
ALTER TABLE "account" ADD COLUMN     "letter" JSONB;
