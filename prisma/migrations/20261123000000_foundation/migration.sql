-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "instance" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "mode" TEXT NOT NULL,
    "bot_id" BIGINT,
    "key_fingerprint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_polled_at" TIMESTAMPTZ(3),

    CONSTRAINT "instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox_update" (
    "bot_id" BIGINT NOT NULL,
    "update_id" BIGINT NOT NULL,
    "chat_id" BIGINT,
    "payload" BYTEA,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "not_before" TIMESTAMPTZ(3),
    "handled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "inbox_update_pkey" PRIMARY KEY ("bot_id","update_id")
);

-- CreateTable
CREATE TABLE "effect" (
    "bot_id" BIGINT NOT NULL,
    "update_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "result" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "effect_pkey" PRIMARY KEY ("bot_id","update_id","name")
);

-- CreateTable
CREATE TABLE "account" (
    "id" SERIAL NOT NULL,
    "chat_id" BIGINT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'id',
    "state" BYTEA,
    "active_person_id" INTEGER,
    "unreachable_since" TIMESTAMPTZ(3),
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "name" BYTEA,
    "salutation" TEXT,
    "phone" BYTEA,
    "phone_index" BYTEA,
    "nik" BYTEA,
    "nik_index" BYTEA,
    "interests" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "reminders" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_account" (
    "person_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_account_pkey" PRIMARY KEY ("person_id","account_id")
);

-- CreateTable
CREATE TABLE "draft" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "by_person" TEXT,
    "form" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "payload" BYTEA,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "remaining" INTEGER NOT NULL DEFAULT 0,
    "prompt_message_id" INTEGER,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "business" (
    "id" SERIAL NOT NULL,
    "number" TEXT,
    "owner_id" INTEGER,
    "name" BYTEA,
    "kind" TEXT,
    "kind_words" BYTEA,
    "kecamatan" TEXT,
    "desa" TEXT,
    "started_year" INTEGER,
    "started_month" INTEGER,
    "workers_male" INTEGER,
    "workers_female" INTEGER,
    "usual_monthly_sales" BIGINT,
    "usual_estimate" BOOLEAN NOT NULL DEFAULT true,
    "capital" BIGINT,
    "nib_status" TEXT NOT NULL DEFAULT 'unknown',
    "nib" BYTEA,
    "status" TEXT NOT NULL DEFAULT 'active',
    "status_since" TIMESTAMPTZ(3),
    "draft_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "business_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "business_fact" (
    "business_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "business_fact_pkey" PRIMARY KEY ("business_id","key")
);

-- CreateTable
CREATE TABLE "business_change" (
    "id" SERIAL NOT NULL,
    "business_id" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "before" BYTEA,
    "after" BYTEA,
    "by_person" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "draft_id" INTEGER,

    CONSTRAINT "business_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" SERIAL NOT NULL,
    "person_number" TEXT NOT NULL,
    "person_id" INTEGER,
    "purpose" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "button" TEXT NOT NULL,
    "details" JSONB,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "draft_id" INTEGER,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sales_report" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "business_id" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "estimate" BOOLEAN NOT NULL DEFAULT false,
    "provisional" BOOLEAN NOT NULL DEFAULT false,
    "to_check" BOOLEAN NOT NULL DEFAULT false,
    "zero_reason" TEXT,
    "workers_male" INTEGER,
    "workers_female" INTEGER,
    "source" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sales_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sales_version" (
    "report_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "estimate" BOOLEAN NOT NULL,
    "provisional" BOOLEAN NOT NULL DEFAULT false,
    "zero_reason" TEXT,
    "workers_male" INTEGER,
    "workers_female" INTEGER,
    "source" TEXT NOT NULL,
    "words" BYTEA,
    "reader" TEXT NOT NULL,
    "confirmed" TEXT,
    "entered_by" TEXT,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "draft_id" INTEGER,

    CONSTRAINT "sales_version_pkey" PRIMARY KEY ("report_id","version")
);

-- CreateTable
CREATE TABLE "month_lock" (
    "month" TEXT NOT NULL,
    "locked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "locked_by" TEXT,

    CONSTRAINT "month_lock_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "programme_version" (
    "programme_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "data" JSONB NOT NULL,
    "checksum" TEXT NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "programme_version_pkey" PRIMARY KEY ("programme_id","version")
);

-- CreateTable
CREATE TABLE "eligibility_check" (
    "id" SERIAL NOT NULL,
    "business_id" INTEGER,
    "programme_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "on_date" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "result" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "eligibility_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "business_id" INTEGER,
    "person_id" INTEGER,
    "person_number" TEXT NOT NULL,
    "programme_id" TEXT NOT NULL,
    "programme_version" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'submitted',
    "consent_id" INTEGER NOT NULL,
    "nik_by" TEXT NOT NULL,
    "applied_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_on" TEXT NOT NULL,
    "draft_id" INTEGER,

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_step" (
    "id" SERIAL NOT NULL,
    "application_id" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "by_person" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "application_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "account_id" INTEGER,
    "person_id" INTEGER,
    "business_id" INTEGER,
    "text" BYTEA,
    "details" JSONB,
    "due_on" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "figure_message" (
    "account_id" INTEGER NOT NULL,
    "message_id" INTEGER NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "figure_message_pkey" PRIMARY KEY ("account_id","message_id")
);

-- CreateTable
CREATE TABLE "erasure" (
    "person_number" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("person_number")
);

-- CreateTable
CREATE TABLE "outgoing" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "account_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "message_id" INTEGER,

    CONSTRAINT "outgoing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter" (
    "key" TEXT NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "inbox_update_handled_at_idx" ON "inbox_update"("handled_at");

-- CreateIndex
CREATE INDEX "effect_at_idx" ON "effect"("at");

-- CreateIndex
CREATE UNIQUE INDEX "account_chat_id_key" ON "account"("chat_id");

-- CreateIndex
CREATE INDEX "account_active_person_id_idx" ON "account"("active_person_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_number_key" ON "person"("number");

-- CreateIndex
CREATE INDEX "person_phone_index_idx" ON "person"("phone_index");

-- CreateIndex
CREATE INDEX "person_nik_index_idx" ON "person"("nik_index");

-- CreateIndex
CREATE INDEX "person_account_account_id_idx" ON "person_account"("account_id");

-- CreateIndex
CREATE INDEX "draft_account_id_status_idx" ON "draft"("account_id", "status");

-- CreateIndex
CREATE INDEX "draft_status_updated_at_idx" ON "draft"("status", "updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "business_number_key" ON "business"("number");

-- CreateIndex
CREATE UNIQUE INDEX "business_draft_id_key" ON "business"("draft_id");

-- CreateIndex
CREATE INDEX "business_owner_id_idx" ON "business"("owner_id");

-- CreateIndex
CREATE INDEX "business_kecamatan_idx" ON "business"("kecamatan");

-- CreateIndex
CREATE INDEX "business_change_business_id_idx" ON "business_change"("business_id");

-- CreateIndex
CREATE INDEX "consent_person_id_purpose_idx" ON "consent"("person_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "sales_report_number_key" ON "sales_report"("number");

-- CreateIndex
CREATE INDEX "sales_report_month_idx" ON "sales_report"("month");

-- CreateIndex
CREATE UNIQUE INDEX "sales_report_business_id_month_key" ON "sales_report"("business_id", "month");

-- CreateIndex
CREATE UNIQUE INDEX "sales_version_draft_id_key" ON "sales_version"("draft_id");

-- CreateIndex
CREATE INDEX "eligibility_check_business_id_idx" ON "eligibility_check"("business_id");

-- CreateIndex
CREATE UNIQUE INDEX "application_number_key" ON "application"("number");

-- CreateIndex
CREATE UNIQUE INDEX "application_draft_id_key" ON "application"("draft_id");

-- CreateIndex
CREATE INDEX "application_person_id_idx" ON "application"("person_id");

-- CreateIndex
CREATE INDEX "application_status_idx" ON "application"("status");

-- CreateIndex
CREATE INDEX "application_step_application_id_idx" ON "application_step"("application_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_number_key" ON "case"("number");

-- CreateIndex
CREATE INDEX "case_status_due_on_idx" ON "case"("status", "due_on");

-- CreateIndex
CREATE INDEX "figure_message_sent_at_idx" ON "figure_message"("sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "outgoing_key_key" ON "outgoing"("key");

-- CreateIndex
CREATE INDEX "outgoing_status_not_before_idx" ON "outgoing"("status", "not_before");

-- CreateIndex
CREATE INDEX "outgoing_account_id_idx" ON "outgoing"("account_id");

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_active_person_id_fkey" FOREIGN KEY ("active_person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_account" ADD CONSTRAINT "person_account_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_account" ADD CONSTRAINT "person_account_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "business" ADD CONSTRAINT "business_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "business_fact" ADD CONSTRAINT "business_fact_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "business_change" ADD CONSTRAINT "business_change_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sales_report" ADD CONSTRAINT "sales_report_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sales_version" ADD CONSTRAINT "sales_version_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "sales_report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "eligibility_check" ADD CONSTRAINT "eligibility_check_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_step" ADD CONSTRAINT "application_step_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case" ADD CONSTRAINT "case_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case" ADD CONSTRAINT "case_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case" ADD CONSTRAINT "case_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "figure_message" ADD CONSTRAINT "figure_message_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing" ADD CONSTRAINT "outgoing_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- At most one open draft per chat and form.
CREATE UNIQUE INDEX "draft_one_open_key" ON "draft"("account_id", "form") WHERE "status" = 'open';

-- Pending updates are few among many handled ones.
CREATE INDEX "inbox_update_pending_idx" ON "inbox_update"("bot_id", "update_id") WHERE "handled_at" IS NULL;

ALTER TABLE "instance" ADD CONSTRAINT "instance_one_row" CHECK ("id" = 1);
ALTER TABLE "sales_report" ADD CONSTRAINT "sales_report_amount" CHECK ("amount" >= 0);
ALTER TABLE "sales_report" ADD CONSTRAINT "sales_report_month" CHECK ("month" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$');
ALTER TABLE "sales_version" ADD CONSTRAINT "sales_version_amount" CHECK ("amount" >= 0);
