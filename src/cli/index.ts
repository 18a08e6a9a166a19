import { adminCommand } from './admin.ts';
import { auditListCommand, auditVerifyCommand } from './audit.ts';
import { backupCommand, backupVerifyCommand } from './backup.ts';
import type { Command } from './command.ts';
import { confirmCommand, refuseCommand, withdrawCommand } from './confirm.ts';
import { doctorCommand } from './doctor/index.ts';
import { eraseCommand } from './erase.ts';
import { exportCommand } from './export.ts';
import { grantsCommand } from './grants.ts';
import { importCommand } from './import.ts';
import { inviteCommand } from './invite.ts';
import { leaveSafeModeCommand } from './leave-safe-mode.ts';
import { membersCommand } from './members.ts';
import { migrateCommand } from './migrate.ts';
import { programmeExportCommand, programmeImportCommand } from './programme.ts';
import { rebuildIndexCommand } from './rebuild-index.ts';
import { restoreCommand } from './restore.ts';
import { retentionCommand } from './retention.ts';
import { revokeCommand } from './revoke.ts';
import { startSendingCommand } from './start-sending.ts';

/** Every command of `npm run cli`, in the order of its help. */
export const commands: readonly Command[] = [
  migrateCommand,
  grantsCommand,
  adminCommand,
  inviteCommand,
  membersCommand,
  confirmCommand,
  refuseCommand,
  withdrawCommand,
  revokeCommand,
  auditVerifyCommand,
  auditListCommand,
  exportCommand,
  importCommand,
  programmeExportCommand,
  programmeImportCommand,
  backupCommand,
  backupVerifyCommand,
  restoreCommand,
  leaveSafeModeCommand,
  startSendingCommand,
  rebuildIndexCommand,
  eraseCommand,
  retentionCommand,
  doctorCommand,
];
