-- CreateTable
CREATE TABLE "tag" (
    "id" SERIAL NOT NULL,
    "office" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "business_tag" (
    "business_id" INTEGER NOT NULL,
    "tag_id" INTEGER NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "business_tag_pkey" PRIMARY KEY ("business_id","tag_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tag_office_name_key" ON "tag"("office", "name");

-- CreateIndex
CREATE INDEX "business_tag_tag_id_idx" ON "business_tag"("tag_id");

-- AddForeignKey
ALTER TABLE "business_tag" ADD CONSTRAINT "business_tag_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "business_tag" ADD CONSTRAINT "business_tag_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
