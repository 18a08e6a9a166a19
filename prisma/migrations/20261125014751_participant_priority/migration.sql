-- AlterTable
ALTER TABLE "participant" ADD COLUMN     "priority" BOOLEAN NOT NULL DEFAULT false;
