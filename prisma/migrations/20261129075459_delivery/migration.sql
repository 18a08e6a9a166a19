-- AlterTable
ALTER TABLE "account" ADD COLUMN     "not_found_at" TEXT;

-- AlterTable
ALTER TABLE "announcement" DROP COLUMN "failures",
ADD COLUMN     "frozen_up_to" INTEGER NOT NULL DEFAULT 0;

-- A database that is put back without the command line is noticed by what it does not know of this file: that an
-- announcement went on is such a thing, too.
CREATE FUNCTION journal_announcement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('announcement', NEW."code", jsonb_build_object('status', NEW."status"));
  RETURN NULL;
END $$;

CREATE TRIGGER "journal_announcement" AFTER UPDATE OF "status" ON "announcement" FOR EACH ROW
  WHEN (OLD."status" IS DISTINCT FROM NEW."status")
  EXECUTE FUNCTION journal_announcement();
