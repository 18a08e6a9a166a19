-- CreateTable
CREATE TABLE "follow_up" (
    "id" SERIAL NOT NULL,
    "business_id" INTEGER NOT NULL,
    "on_date" TEXT NOT NULL,
    "paid_male" INTEGER NOT NULL,
    "paid_female" INTEGER NOT NULL,
    "family" INTEGER NOT NULL,
    "seasonal" INTEGER NOT NULL,
    "buyers" INTEGER,
    "entered_by" TEXT NOT NULL,
    "draft_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "follow_up_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "result_snapshot" (
    "office" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "shown" BOOLEAN NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "result_snapshot_pkey" PRIMARY KEY ("office","month","scope")
);

-- CreateIndex
CREATE UNIQUE INDEX "follow_up_draft_id_key" ON "follow_up"("draft_id");

-- CreateIndex
CREATE INDEX "follow_up_business_id_on_date_idx" ON "follow_up"("business_id", "on_date");

-- AddForeignKey
ALTER TABLE "follow_up" ADD CONSTRAINT "follow_up_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE CASCADE ON UPDATE CASCADE;
