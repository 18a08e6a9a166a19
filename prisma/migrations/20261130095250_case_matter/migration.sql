-- AlterTable
ALTER TABLE "case" ADD COLUMN     "matter" TEXT NOT NULL DEFAULT 'request',
ADD COLUMN     "not_for" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- What those from before are for people, by what opened them (services/cases/cases.ts: matterOf).
UPDATE "case" SET "matter" = CASE
  WHEN "kind" IN ('question', 'agreement-question', 'partner-reason') THEN 'question'
  WHEN "kind" IN ('suspicious', 'one-sided', 'support-missing') THEN 'complaint'
  ELSE 'request' END;
