-- CreateTable
CREATE TABLE "programme_call" (
    "programme_id" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "result" TEXT NOT NULL,
    "called_on" TEXT NOT NULL,
    "by_member" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "programme_call_pkey" PRIMARY KEY ("programme_id","person_id")
);

-- CreateIndex
CREATE INDEX "programme_call_person_id_idx" ON "programme_call"("person_id");

-- AddForeignKey
ALTER TABLE "programme_call" ADD CONSTRAINT "programme_call_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
