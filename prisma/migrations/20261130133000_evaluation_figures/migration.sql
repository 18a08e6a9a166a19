-- AlterTable
ALTER TABLE "evaluation" ADD COLUMN     "figures" BYTEA;
