-- CreateTable
CREATE TABLE "case_words" (
    "case_id" INTEGER NOT NULL,
    "words" BIGINT[],

    CONSTRAINT "case_words_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "ready_answer" (
    "id" SERIAL NOT NULL,
    "office" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_by" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "ready_answer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "case_words_words_idx" ON "case_words" USING GIN ("words") WITH (fastupdate = off);

-- CreateIndex
CREATE INDEX "ready_answer_office_ended_at_idx" ON "ready_answer"("office", "ended_at");

-- AddForeignKey
ALTER TABLE "case_words" ADD CONSTRAINT "case_words_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE CASCADE ON UPDATE CASCADE;
