-- How often a word occurs decides how it is looked up. PostgreSQL counts the 200 most frequent ones by itself and takes
-- every other for one that half a percent of all people have: with 200,000 of them it read the whole table for a rare name.
ALTER TABLE "person_words" ALTER COLUMN "words" SET STATISTICS 1000;
ALTER TABLE "business_words" ALTER COLUMN "words" SET STATISTICS 1000;
ALTER TABLE "case_words" ALTER COLUMN "words" SET STATISTICS 1000;
