-- CreateTable
CREATE TABLE "verification" (
    "business_id" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "by_member" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "note" BYTEA,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("business_id")
);

-- CreateTable
CREATE TABLE "change_proposal" (
    "id" SERIAL NOT NULL,
    "business_id" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "answers" BYTEA,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "by_member" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "change_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER,
    "person_number" TEXT NOT NULL,
    "by_member" TEXT NOT NULL,
    "checks" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "code_hash" BYTEA,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" INTEGER,
    "opened_as" BYTEA,
    "opened_at" TIMESTAMPTZ(3),
    "moves_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "recovery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "verification_status_opened_at_idx" ON "verification"("status", "opened_at");

-- CreateIndex
CREATE INDEX "change_proposal_business_id_status_idx" ON "change_proposal"("business_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_code_hash_key" ON "recovery"("code_hash");

-- CreateIndex
CREATE INDEX "recovery_person_id_idx" ON "recovery"("person_id");

-- CreateIndex
CREATE INDEX "recovery_account_id_idx" ON "recovery"("account_id");

-- CreateIndex
CREATE INDEX "recovery_outcome_moves_at_idx" ON "recovery"("outcome", "moves_at");

-- AddForeignKey
ALTER TABLE "verification" ADD CONSTRAINT "verification_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change_proposal" ADD CONSTRAINT "change_proposal_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery" ADD CONSTRAINT "recovery_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery" ADD CONSTRAINT "recovery_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- An account that was moved to a new chat stays moved after a restore, and a link that was opened or stopped is spent.
CREATE FUNCTION journal_recovery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('recovery-link', encode(NEW."code_hash", 'hex'),
    jsonb_build_object('outcome', NEW."outcome", 'decidedAt', NEW."decided_at"));
  IF NEW."outcome" = 'moved' THEN
    PERFORM journal_note('recovery', NEW."person_number", jsonb_build_object('account', NEW."account_id"));
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER "journal_recovery" AFTER UPDATE OF "opened_at", "outcome" ON "recovery" FOR EACH ROW
  WHEN (NEW."code_hash" IS NOT NULL
    AND (OLD."opened_at" IS DISTINCT FROM NEW."opened_at" OR OLD."outcome" IS DISTINCT FROM NEW."outcome"))
  EXECUTE FUNCTION journal_recovery();
