-- CreateTable
CREATE TABLE "person_words" (
    "person_id" INTEGER NOT NULL,
    "words" BIGINT[],

    CONSTRAINT "person_words_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "business_words" (
    "business_id" INTEGER NOT NULL,
    "words" BIGINT[],

    CONSTRAINT "business_words_pkey" PRIMARY KEY ("business_id")
);

-- Without a list of what is still to be put in: the embedded database works it off only at night, and until then each
-- search would read it from end to end.
CREATE INDEX "person_words_words_idx" ON "person_words" USING GIN ("words") WITH (fastupdate = off);

-- CreateIndex
CREATE INDEX "business_words_words_idx" ON "business_words" USING GIN ("words") WITH (fastupdate = off);

-- AddForeignKey
ALTER TABLE "person_words" ADD CONSTRAINT "person_words_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "business_words" ADD CONSTRAINT "business_words_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever changes a name or a phone number, the words of the old one go at once; the new ones are written by the
-- program, which alone has their key.
CREATE FUNCTION forget_person_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM person_words WHERE person_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER person_words_forget AFTER UPDATE OF name, phone ON person FOR EACH ROW
  WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.phone IS DISTINCT FROM NEW.phone)
  EXECUTE FUNCTION forget_person_words();

CREATE FUNCTION forget_business_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM business_words WHERE business_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER business_words_forget AFTER UPDATE OF name ON business FOR EACH ROW
  WHEN (OLD.name IS DISTINCT FROM NEW.name)
  EXECUTE FUNCTION forget_business_words();
