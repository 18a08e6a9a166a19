-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "inspects" TEXT,
ADD COLUMN     "until_on" TEXT;

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "inspects" TEXT,
ADD COLUMN     "until_on" TEXT;
