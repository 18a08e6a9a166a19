-- CreateTable
CREATE TABLE "owner_list" (
    "id" SERIAL NOT NULL,
    "office" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "name" BYTEA,
    "content" BYTEA,
    "sha256" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'read',
    "sheets" TEXT[],
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "people" INTEGER NOT NULL DEFAULT 0,
    "businesses" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "owner_list_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "owner_list_member_id_idx" ON "owner_list"("member_id");

-- CreateIndex
CREATE INDEX "owner_list_status_idx" ON "owner_list"("status");

-- CreateIndex
CREATE INDEX "owner_list_created_at_idx" ON "owner_list"("created_at");

-- AddForeignKey
ALTER TABLE "owner_list" ADD CONSTRAINT "owner_list_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
