-- AlterTable
ALTER TABLE "announcement" ADD COLUMN     "survey_id" INTEGER;

-- CreateTable
CREATE TABLE "survey" (
    "id" SERIAL NOT NULL,
    "office" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "questions" JSONB NOT NULL,
    "opens_on" TEXT NOT NULL,
    "closes_on" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "survey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_answer" (
    "survey_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "answers" BYTEA NOT NULL,
    "draft_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "survey_answer_pkey" PRIMARY KEY ("survey_id","person_id")
);

-- CreateIndex
CREATE INDEX "survey_office_closes_on_idx" ON "survey"("office", "closes_on");

-- CreateIndex
CREATE INDEX "survey_answer_person_id_idx" ON "survey_answer"("person_id");

-- CreateIndex
CREATE INDEX "announcement_survey_id_idx" ON "announcement"("survey_id");

-- AddForeignKey
ALTER TABLE "survey_answer" ADD CONSTRAINT "survey_answer_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "survey"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_answer" ADD CONSTRAINT "survey_answer_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "survey"("id") ON DELETE SET NULL ON UPDATE CASCADE;
