-- AlterTable
ALTER TABLE "participant" ADD COLUMN     "told_place" INTEGER;
