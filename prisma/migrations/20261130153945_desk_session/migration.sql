-- CreateTable
CREATE TABLE "desk_session" (
    "id" SERIAL NOT NULL,
    "office" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'link',
    "code_hash" BYTEA NOT NULL,
    "token_hash" BYTEA,
    "shown" INTEGER NOT NULL,
    "waits_until" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "desk_session_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "desk_session_code_hash_key" ON "desk_session"("code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "desk_session_token_hash_key" ON "desk_session"("token_hash");

-- CreateIndex
CREATE INDEX "desk_session_member_id_idx" ON "desk_session"("member_id");

-- CreateIndex
CREATE INDEX "desk_session_waits_until_idx" ON "desk_session"("waits_until");

-- AddForeignKey
ALTER TABLE "desk_session" ADD CONSTRAINT "desk_session_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
