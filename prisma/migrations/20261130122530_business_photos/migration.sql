-- CreateTable
CREATE TABLE "business_photo" (
    "id" SERIAL NOT NULL,
    "business_id" INTEGER NOT NULL,
    "file_id" BYTEA NOT NULL,
    "source" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "business_photo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "business_point" (
    "id" SERIAL NOT NULL,
    "business_id" INTEGER NOT NULL,
    "point" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "business_point_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "business_photo_business_id_source_key" ON "business_photo"("business_id", "source");

-- CreateIndex
CREATE UNIQUE INDEX "business_point_business_id_key" ON "business_point"("business_id");

-- AddForeignKey
ALTER TABLE "business_photo" ADD CONSTRAINT "business_photo_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "business_point" ADD CONSTRAINT "business_point_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A photo or a point that its owner has taken away does not come back with a backup.
CREATE FUNCTION journal_business_photo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('photo', OLD."id"::text, '{}'::jsonb);
  RETURN NULL;
END $$;

CREATE TRIGGER "journal_business_photo" AFTER DELETE ON "business_photo" FOR EACH ROW
  EXECUTE FUNCTION journal_business_photo();

CREATE FUNCTION journal_business_point() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM journal_note('point', OLD."id"::text, '{}'::jsonb);
  RETURN NULL;
END $$;

CREATE TRIGGER "journal_business_point" AFTER DELETE ON "business_point" FOR EACH ROW
  EXECUTE FUNCTION journal_business_point();
