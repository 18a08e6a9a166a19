-- A document that was taken away, which may have been a paper of identity, does not come back with a backup.
CREATE FUNCTION journal_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('document', OLD."id"::text, '{}'::jsonb);
  RETURN NULL;
END $$;

CREATE TRIGGER "journal_document" AFTER DELETE ON "document" FOR EACH ROW
  WHEN (OLD."sha256" IS NOT NULL)
  EXECUTE FUNCTION journal_document();
