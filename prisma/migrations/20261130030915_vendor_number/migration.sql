-- AlterTable
ALTER TABLE "application" ADD COLUMN     "vendor_number" TEXT;
