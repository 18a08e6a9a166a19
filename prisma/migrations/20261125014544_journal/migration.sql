-- AlterTable
ALTER TABLE "business" ADD COLUMN     "import_key" BYTEA,
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'telegram';

-- AlterTable
ALTER TABLE "instance" ADD COLUMN     "last_backup_at" TIMESTAMPTZ(3),
ADD COLUMN     "safe_mode_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'telegram';

-- CreateTable
CREATE TABLE "journal_entry" (
    "id" SERIAL NOT NULL,
    "uid" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "exported_at" TIMESTAMPTZ(3),

    CONSTRAINT "journal_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backup_change" (
    "id" SERIAL NOT NULL,
    "table_name" TEXT NOT NULL,
    "key" JSONB NOT NULL,

    CONSTRAINT "backup_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "journal_entry_uid_key" ON "journal_entry"("uid");

-- CreateIndex
CREATE INDEX "journal_entry_exported_at_idx" ON "journal_entry"("exported_at");

-- CreateIndex
CREATE UNIQUE INDEX "business_import_key_key" ON "business"("import_key");

-- What a restored backup must not bring back is noted here, whichever code changes it, in its own transaction.
-- While a backup is being restored nothing is new: the restore sets umkm.restoring in its transaction.
CREATE FUNCTION journal_note(entry_kind TEXT, entry_subject TEXT, entry_data JSONB) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('umkm.restoring', true), '') <> 'on' THEN
    INSERT INTO "journal_entry" ("uid", "kind", "subject", "data")
    VALUES (gen_random_uuid()::text, entry_kind, entry_subject, entry_data);
  END IF;
END
$$;

CREATE FUNCTION journal_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('news', NEW."number", jsonb_build_object('reminders', NEW."reminders", 'newsScope', NEW."news_scope"));
  RETURN NULL;
END
$$;
CREATE TRIGGER "journal_person" AFTER UPDATE OF "reminders", "news_scope" ON "person" FOR EACH ROW
  WHEN (OLD."reminders" IS DISTINCT FROM NEW."reminders" OR OLD."news_scope" IS DISTINCT FROM NEW."news_scope")
  EXECUTE FUNCTION journal_person();

CREATE FUNCTION journal_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('withdrawal', NEW."person_number", jsonb_build_object('purpose', NEW."purpose", 'at', NEW."withdrawn_at"));
  RETURN NULL;
END
$$;
CREATE TRIGGER "journal_consent" AFTER UPDATE OF "withdrawn_at" ON "consent" FOR EACH ROW
  WHEN (OLD."withdrawn_at" IS NULL AND NEW."withdrawn_at" IS NOT NULL)
  EXECUTE FUNCTION journal_consent();

CREATE FUNCTION journal_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('member', NEW."number", jsonb_build_object(
    'role', NEW."role", 'rights', to_jsonb(NEW."rights"), 'kecamatan', to_jsonb(NEW."kecamatan"),
    'revokedAt', NEW."revoked_at", 'revokedBy', NEW."revoked_by"));
  RETURN NULL;
END
$$;
CREATE TRIGGER "journal_member" AFTER UPDATE OF "role", "rights", "kecamatan", "revoked_at" ON "member" FOR EACH ROW
  WHEN (OLD."role" IS DISTINCT FROM NEW."role" OR OLD."rights" IS DISTINCT FROM NEW."rights"
    OR OLD."kecamatan" IS DISTINCT FROM NEW."kecamatan" OR OLD."revoked_at" IS DISTINCT FROM NEW."revoked_at")
  EXECUTE FUNCTION journal_member();

CREATE FUNCTION journal_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('invitation', encode(NEW."code_hash", 'hex'),
    jsonb_build_object('outcome', NEW."outcome", 'decidedAt', NEW."decided_at", 'decidedBy', NEW."decided_by"));
  RETURN NULL;
END
$$;
CREATE TRIGGER "journal_invitation" AFTER UPDATE OF "opened_at", "decided_at" ON "invitation" FOR EACH ROW
  WHEN (OLD."opened_at" IS DISTINCT FROM NEW."opened_at" OR OLD."decided_at" IS DISTINCT FROM NEW."decided_at")
  EXECUTE FUNCTION journal_invitation();

CREATE FUNCTION journal_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('erasure', NEW."person_number", jsonb_build_object('requestedAt', NEW."requested_at", 'doneAt', NEW."done_at"));
  RETURN NULL;
END
$$;
CREATE TRIGGER "journal_erasure" AFTER INSERT ON "erasure" FOR EACH ROW EXECUTE FUNCTION journal_erasure();

-- A chat that was forgotten with everything in it; its number is that of the row, not Telegram's.
CREATE FUNCTION journal_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('account', OLD."id"::text, '{}'::jsonb);
  RETURN NULL;
END
$$;
CREATE TRIGGER "journal_account" AFTER DELETE ON "account" FOR EACH ROW EXECUTE FUNCTION journal_account();

CREATE FUNCTION journal_stop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('stop', NEW."id"::text, jsonb_build_object('stoppedAt', NEW."stopped_at", 'stoppedBy', NEW."stopped_by"));
  RETURN NULL;
END
$$;
CREATE TRIGGER "journal_stop" AFTER UPDATE OF "stopped_at" ON "instance" FOR EACH ROW
  WHEN (OLD."stopped_at" IS DISTINCT FROM NEW."stopped_at")
  EXECUTE FUNCTION journal_stop();

CREATE FUNCTION journal_training() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('training', NEW."number", jsonb_build_object('status', NEW."status"));
  RETURN NULL;
END
$$;
CREATE TRIGGER "journal_training" AFTER UPDATE OF "status" ON "training" FOR EACH ROW
  WHEN (OLD."status" IS DISTINCT FROM NEW."status")
  EXECUTE FUNCTION journal_training();

-- Notes which rows change while a backup of the embedded database is read; attached to the tables for that time only.
-- The arguments are the columns of the primary key.
CREATE FUNCTION note_backup_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed JSONB;
BEGIN
  FOR changed IN SELECT DISTINCT it FROM unnest(ARRAY[
    CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END, CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END]) AS it
    WHERE it IS NOT NULL
  LOOP
    INSERT INTO "backup_change" ("table_name", "key")
    SELECT TG_TABLE_NAME, jsonb_agg(changed ->> part ORDER BY place) FROM unnest(TG_ARGV) WITH ORDINALITY AS keys (part, place);
  END LOOP;
  RETURN NULL;
END
$$;
