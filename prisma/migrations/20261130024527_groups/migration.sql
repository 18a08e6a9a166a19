-- AlterTable
ALTER TABLE "application" ADD COLUMN     "group_application_id" INTEGER,
ADD COLUMN     "share" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "business_group" (
    "id" SERIAL NOT NULL,
    "office" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" BYTEA,
    "kecamatan" TEXT NOT NULL,
    "head_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "business_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_member" (
    "group_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "business_id" INTEGER NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "group_member_pkey" PRIMARY KEY ("group_id","person_id")
);

-- CreateTable
CREATE TABLE "group_invitation" (
    "id" SERIAL NOT NULL,
    "group_id" INTEGER NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "account_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "group_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_application" (
    "id" SERIAL NOT NULL,
    "group_id" INTEGER NOT NULL,
    "programme_id" TEXT NOT NULL,
    "programme_version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "group_application_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "business_group_head_id_idx" ON "business_group"("head_id");

-- CreateIndex
CREATE INDEX "business_group_office_kecamatan_idx" ON "business_group"("office", "kecamatan");

-- CreateIndex
CREATE INDEX "group_member_person_id_idx" ON "group_member"("person_id");

-- CreateIndex
CREATE INDEX "group_member_business_id_idx" ON "group_member"("business_id");

-- CreateIndex
CREATE UNIQUE INDEX "group_invitation_code_hash_key" ON "group_invitation"("code_hash");

-- CreateIndex
CREATE INDEX "group_invitation_group_id_idx" ON "group_invitation"("group_id");

-- CreateIndex
CREATE INDEX "group_invitation_account_id_idx" ON "group_invitation"("account_id");

-- CreateIndex
CREATE INDEX "group_application_group_id_idx" ON "group_application"("group_id");

-- CreateIndex
CREATE INDEX "application_group_application_id_idx" ON "application"("group_application_id");

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_group_application_id_fkey" FOREIGN KEY ("group_application_id") REFERENCES "group_application"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "business_group" ADD CONSTRAINT "business_group_head_id_fkey" FOREIGN KEY ("head_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "business_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_business_id_fkey" FOREIGN KEY ("business_id") REFERENCES "business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_invitation" ADD CONSTRAINT "group_invitation_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "business_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_invitation" ADD CONSTRAINT "group_invitation_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_application" ADD CONSTRAINT "group_application_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "business_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;
