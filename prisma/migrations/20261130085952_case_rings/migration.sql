-- CreateTable
CREATE TABLE "case_ring" (
    "case_id" INTEGER NOT NULL,
    "member" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_ring_pkey" PRIMARY KEY ("case_id","member")
);

-- CreateIndex
CREATE INDEX "case_ring_member_at_idx" ON "case_ring"("member", "at");

-- CreateIndex
CREATE INDEX "case_ring_note_idx" ON "case_ring"("note");

-- AddForeignKey
ALTER TABLE "case_ring" ADD CONSTRAINT "case_ring_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE CASCADE ON UPDATE CASCADE;
