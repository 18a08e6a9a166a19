-- AlterTable
ALTER TABLE "programme" ADD COLUMN     "news_version" INTEGER;
