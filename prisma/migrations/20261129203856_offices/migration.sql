-- Every row that exists belongs to the one office there has been; from now on whoever writes one says to which.
-- DropIndex
DROP INDEX "application_number_key";

-- DropIndex
DROP INDEX "application_status_idx";

-- DropIndex
DROP INDEX "business_number_key";

-- DropIndex
DROP INDEX "case_key_key";

-- DropIndex
DROP INDEX "case_number_key";

-- DropIndex
DROP INDEX "case_status_due_on_idx";

-- DropIndex
DROP INDEX "sales_report_month_updated_at_idx";

-- DropIndex
DROP INDEX "sales_report_number_key";

-- DropIndex
DROP INDEX "training_number_key";

-- DropIndex
DROP INDEX "training_starts_at_idx";

-- AlterTable
ALTER TABLE "account" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "announcement" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "application" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "business" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "case" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "consent" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "counter" DROP CONSTRAINT "counter_pkey",
ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik',
ADD CONSTRAINT "counter_pkey" PRIMARY KEY ("office", "key");

-- AlterTable
ALTER TABLE "dashboard_cell" DROP CONSTRAINT "dashboard_cell_pkey",
ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik',
ADD CONSTRAINT "dashboard_cell_pkey" PRIMARY KEY ("office", "month", "kecamatan");

-- AlterTable
ALTER TABLE "eligibility_check" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "erasure" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "export_file" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "export_job" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "job_run" DROP CONSTRAINT "job_run_pkey",
ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik',
ADD CONSTRAINT "job_run_pkey" PRIMARY KEY ("office", "key");

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "month_lock" DROP CONSTRAINT "month_lock_pkey",
ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik',
ADD CONSTRAINT "month_lock_pkey" PRIMARY KEY ("office", "month");

-- AlterTable
ALTER TABLE "pending_change" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "programme_version" DROP CONSTRAINT "programme_version_pkey",
ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik',
ADD CONSTRAINT "programme_version_pkey" PRIMARY KEY ("office", "programme_id", "version");

-- AlterTable
ALTER TABLE "recovery" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "sales_report" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- AlterTable
ALTER TABLE "training" ADD COLUMN     "office" TEXT NOT NULL DEFAULT 'gresik';

-- No write may forget it.
ALTER TABLE "account" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "announcement" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "application" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "business" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "case" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "consent" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "counter" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "dashboard_cell" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "eligibility_check" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "erasure" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "export_file" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "export_job" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "invitation" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "job_run" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "member" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "month_lock" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "pending_change" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "person" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "programme_version" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "recovery" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "sales_report" ALTER COLUMN "office" DROP DEFAULT;
ALTER TABLE "training" ALTER COLUMN "office" DROP DEFAULT;

-- CreateIndex
CREATE INDEX "application_office_status_idx" ON "application"("office", "status");

-- CreateIndex
CREATE UNIQUE INDEX "application_office_number_key" ON "application"("office", "number");

-- CreateIndex
CREATE UNIQUE INDEX "business_office_number_key" ON "business"("office", "number");

-- CreateIndex
CREATE INDEX "case_office_status_due_on_idx" ON "case"("office", "status", "due_on");

-- CreateIndex
CREATE UNIQUE INDEX "case_office_number_key" ON "case"("office", "number");

-- CreateIndex
CREATE UNIQUE INDEX "case_office_key_key" ON "case"("office", "key");

-- CreateIndex
CREATE INDEX "sales_report_office_month_updated_at_idx" ON "sales_report"("office", "month", "updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "sales_report_office_number_key" ON "sales_report"("office", "number");

-- CreateIndex
CREATE INDEX "training_office_starts_at_idx" ON "training"("office", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "training_office_number_key" ON "training"("office", "number");
