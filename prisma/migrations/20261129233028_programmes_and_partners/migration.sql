-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "contact" BYTEA,
ADD COLUMN     "desks" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "partner_id" INTEGER;

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "contact" BYTEA,
ADD COLUMN     "desks" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "partner_id" INTEGER;

-- CreateTable
CREATE TABLE "partner" (
    "id" SERIAL NOT NULL,
    "office" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accord" (
    "id" SERIAL NOT NULL,
    "partner_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "signed_on" TEXT NOT NULL,
    "ends_on" TEXT NOT NULL,
    "for_office" BYTEA,
    "for_partner" BYTEA,
    "data_clause" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "programme" (
    "id" SERIAL NOT NULL,
    "office" TEXT NOT NULL,
    "programme_id" TEXT NOT NULL,
    "partner_id" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER,
    "draft" JSONB,
    "shipped" BOOLEAN NOT NULL DEFAULT false,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "partner_office_code_key" ON "partner"("office", "code");

-- CreateIndex
CREATE INDEX "accord_partner_id_idx" ON "accord"("partner_id");

-- CreateIndex
CREATE INDEX "accord_ends_on_idx" ON "accord"("ends_on");

-- CreateIndex
CREATE INDEX "programme_partner_id_idx" ON "programme"("partner_id");

-- CreateIndex
CREATE UNIQUE INDEX "programme_office_programme_id_key" ON "programme"("office", "programme_id");

-- CreateIndex
CREATE INDEX "member_partner_id_idx" ON "member"("partner_id");

-- AddForeignKey
ALTER TABLE "accord" ADD CONSTRAINT "accord_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "programme" ADD CONSTRAINT "programme_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE SET NULL ON UPDATE CASCADE;
