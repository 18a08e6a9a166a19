-- CreateTable
CREATE TABLE "export_job" (
    "id" SERIAL NOT NULL,
    "chat_id" BIGINT NOT NULL,
    "by_member" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "progress_message_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "draft_id" INTEGER,

    CONSTRAINT "export_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "export_file" (
    "id" SERIAL NOT NULL,
    "job_id" INTEGER,
    "report" TEXT NOT NULL,
    "period" TEXT,
    "filters" JSONB NOT NULL,
    "format" TEXT NOT NULL,
    "part" INTEGER NOT NULL DEFAULT 1,
    "rows" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "masked" BOOLEAN NOT NULL,
    "by_member" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "export_file_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "export_job_draft_id_key" ON "export_job"("draft_id");

-- CreateIndex
CREATE INDEX "export_job_status_idx" ON "export_job"("status");

-- CreateIndex
CREATE INDEX "export_file_sha256_idx" ON "export_file"("sha256");

-- CreateIndex
CREATE INDEX "export_file_at_idx" ON "export_file"("at");

-- AddForeignKey
ALTER TABLE "export_file" ADD CONSTRAINT "export_file_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "export_job"("id") ON DELETE SET NULL ON UPDATE CASCADE;
