-- Two registrations that were merged are one after a restore, too: the numbers of both people, those of the businesses
-- that became one (none where both stay), and whose figure counts in a month that both had reported.
CREATE FUNCTION journal_merge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('merge', NEW."content"->>'from', NEW."content" - 'from');
  RETURN NULL;
END
$$;
CREATE TRIGGER "journal_merge" AFTER UPDATE OF "status" ON "pending_change" FOR EACH ROW
  WHEN (NEW."kind" = 'person-merge' AND OLD."status" = 'waiting' AND NEW."status" = 'approved')
  EXECUTE FUNCTION journal_merge();
