-- Also who wants no reminders of what they have begun stays out after a restore.
CREATE OR REPLACE FUNCTION journal_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('news', NEW."number", jsonb_build_object(
    'reminders', NEW."reminders", 'newsScope', NEW."news_scope", 'ownReminders', NEW."own_reminders"));
  RETURN NULL;
END
$$;
DROP TRIGGER "journal_person" ON "person";
CREATE TRIGGER "journal_person" AFTER UPDATE OF "reminders", "news_scope", "own_reminders" ON "person" FOR EACH ROW
  WHEN (OLD."reminders" IS DISTINCT FROM NEW."reminders" OR OLD."news_scope" IS DISTINCT FROM NEW."news_scope"
    OR OLD."own_reminders" IS DISTINCT FROM NEW."own_reminders")
  EXECUTE FUNCTION journal_person();

CREATE FUNCTION journal_account_reminders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('account-reminders', NEW."id"::text, jsonb_build_object('ownReminders', NEW."own_reminders"));
  RETURN NULL;
END
$$;
CREATE TRIGGER "journal_account_reminders" AFTER UPDATE OF "own_reminders" ON "account" FOR EACH ROW
  WHEN (OLD."own_reminders" IS DISTINCT FROM NEW."own_reminders")
  EXECUTE FUNCTION journal_account_reminders();
