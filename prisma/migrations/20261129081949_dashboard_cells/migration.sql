-- CreateTable
CREATE TABLE "dashboard_cell" (
    "month" TEXT NOT NULL,
    "kecamatan" TEXT NOT NULL,
    "owners" INTEGER NOT NULL,
    "businesses" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "largest" BIGINT NOT NULL,
    "second" BIGINT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dashboard_cell_pkey" PRIMARY KEY ("month","kecamatan")
);
