-- AlterTable
ALTER TABLE "instance" ADD COLUMN     "bulk_not_before" TIMESTAMPTZ(3),
ADD COLUMN     "settings" JSONB,
ADD COLUMN     "stopped_at" TIMESTAMPTZ(3),
ADD COLUMN     "stopped_by" TEXT;

-- AlterTable
ALTER TABLE "outgoing" ADD COLUMN     "person_id" INTEGER;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "news_scope" TEXT NOT NULL DEFAULT 'all';

-- CreateTable
CREATE TABLE "member" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "account_id" INTEGER,
    "role" TEXT NOT NULL,
    "name" BYTEA NOT NULL,
    "post" BYTEA,
    "letter" TEXT,
    "kecamatan" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "rights" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "added_by" TEXT NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" TEXT,

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" SERIAL NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "role" TEXT NOT NULL,
    "name" BYTEA NOT NULL,
    "post" BYTEA,
    "letter" TEXT,
    "kecamatan" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "rights" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" INTEGER,
    "opened_at" TIMESTAMPTZ(3),
    "opened_as" BYTEA,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "outcome" TEXT,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "details" JSONB NOT NULL,
    "previous" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "training" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT NOT NULL,
    "address" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "kecamatan" TEXT,
    "seats" INTEGER NOT NULL,
    "seat_rule" TEXT NOT NULL,
    "quota" JSONB,
    "draw_seed" TEXT,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "bring" TEXT,
    "prefer_unseated" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'planned',
    "cancel_reason" TEXT,
    "checkin_code" TEXT NOT NULL,
    "allocated_at" TIMESTAMPTZ(3),
    "list_ended_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "draft_id" INTEGER,

    CONSTRAINT "training_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participant" (
    "id" SERIAL NOT NULL,
    "training_id" INTEGER NOT NULL,
    "person_id" INTEGER,
    "person_number" TEXT,
    "account_id" INTEGER,
    "name" BYTEA,
    "phone" BYTEA,
    "salutation" TEXT,
    "kecamatan" TEXT,
    "status" TEXT NOT NULL,
    "seat" INTEGER,
    "rank" INTEGER,
    "newcomer" BOOLEAN NOT NULL DEFAULT true,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "seated_at" TIMESTAMPTZ(3),
    "offered_at" TIMESTAMPTZ(3),
    "answer_by" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "attended_at" TIMESTAMPTZ(3),
    "attended_via" TEXT,
    "attended_by" TEXT,
    "checkin_tries" INTEGER NOT NULL DEFAULT 0,
    "substitute" BYTEA,
    "source" TEXT NOT NULL DEFAULT 'telegram',
    "added_by" TEXT,
    "rating" INTEGER,
    "improve" BYTEA,

    CONSTRAINT "participant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "announcement" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "training_id" INTEGER,
    "text" TEXT NOT NULL,
    "poster_file_id" TEXT,
    "audience" JSONB NOT NULL,
    "basis" JSONB,
    "status" TEXT NOT NULL,
    "status_reason" TEXT,
    "scheduled_at" TIMESTAMPTZ(3) NOT NULL,
    "urgent_reason" TEXT,
    "approval_for" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "active_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdraw_reason" TEXT,
    "progress_chat_id" BIGINT,
    "progress_message_id" INTEGER,
    "draft_id" INTEGER,

    CONSTRAINT "announcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "announcement_version" (
    "announcement_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "html" TEXT NOT NULL,
    "reason" TEXT,
    "by_member" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "announcement_version_pkey" PRIMARY KEY ("announcement_id","version")
);

-- CreateTable
CREATE TABLE "delivery" (
    "announcement_id" INTEGER NOT NULL,
    "person_number" TEXT NOT NULL,
    "person_id" INTEGER,
    "account_id" INTEGER,
    "why" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "version" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "message_id" INTEGER,
    "at" TIMESTAMPTZ(3),
    "detail" TEXT,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("announcement_id","person_number")
);

-- CreateIndex
CREATE UNIQUE INDEX "member_number_key" ON "member"("number");

-- CreateIndex
CREATE INDEX "member_account_id_idx" ON "member"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_code_hash_key" ON "invitation"("code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "audit_hash_key" ON "audit"("hash");

-- CreateIndex
CREATE INDEX "audit_at_idx" ON "audit"("at");

-- CreateIndex
CREATE UNIQUE INDEX "training_number_key" ON "training"("number");

-- CreateIndex
CREATE UNIQUE INDEX "training_draft_id_key" ON "training"("draft_id");

-- CreateIndex
CREATE INDEX "training_starts_at_idx" ON "training"("starts_at");

-- CreateIndex
CREATE INDEX "participant_training_id_status_idx" ON "participant"("training_id", "status");

-- CreateIndex
CREATE INDEX "participant_person_id_idx" ON "participant"("person_id");

-- CreateIndex
CREATE INDEX "participant_account_id_idx" ON "participant"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "participant_training_id_person_id_key" ON "participant"("training_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "announcement_code_key" ON "announcement"("code");

-- CreateIndex
CREATE UNIQUE INDEX "announcement_draft_id_key" ON "announcement"("draft_id");

-- CreateIndex
CREATE INDEX "announcement_status_idx" ON "announcement"("status");

-- CreateIndex
CREATE INDEX "announcement_training_id_idx" ON "announcement"("training_id");

-- CreateIndex
CREATE INDEX "delivery_announcement_id_status_idx" ON "delivery"("announcement_id", "status");

-- CreateIndex
CREATE INDEX "delivery_person_id_at_idx" ON "delivery"("person_id", "at");

-- CreateIndex
CREATE INDEX "delivery_account_id_idx" ON "delivery"("account_id");

-- AddForeignKey
ALTER TABLE "outgoing" ADD CONSTRAINT "outgoing_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_training_id_fkey" FOREIGN KEY ("training_id") REFERENCES "training"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_training_id_fkey" FOREIGN KEY ("training_id") REFERENCES "training"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement_version" ADD CONSTRAINT "announcement_version_announcement_id_fkey" FOREIGN KEY ("announcement_id") REFERENCES "announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_announcement_id_fkey" FOREIGN KEY ("announcement_id") REFERENCES "announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The audit log can only grow; its hash chain shows what somebody with more rights than this has changed.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only';
END
$$;
CREATE TRIGGER "audit_append_only" BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER "audit_no_truncate" BEFORE TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
