import type { TextKey } from '../../i18n.ts';
import type { ActionName } from '../routes/actions.ts';

interface Command {
  /** The first one stands in Telegram's command menu, when `describe` is given. */
  readonly names: readonly [string, ...string[]];
  readonly describe?: TextKey;
  readonly action: ActionName;
  /** Stands only in the command menu of members of the office. */
  readonly staff?: true;
}

/** One table for the handlers and for Telegram's command menu. */
export const commands: readonly Command[] = [
  { names: ['menu', 'start', 'mulai'], describe: 'start.command.menu', action: 'menu' },
  { names: ['daftar'], describe: 'start.command.daftar', action: 'register' },
  { names: ['lapor'], describe: 'start.command.lapor', action: 'report' },
  { names: ['rekap', 'laporan'], action: 'my-reports' },
  { names: ['dataku'], describe: 'start.command.dataku', action: 'data' },
  { names: ['hapus'], action: 'erase' },
  { names: ['kemitraan'], describe: 'start.command.kemitraan', action: 'partnership' },
  { names: ['pelatihan'], describe: 'start.command.pelatihan', action: 'trainings' },
  { names: ['bantuan', 'help'], describe: 'guide.command', action: 'help' },
  { names: ['panduan'], action: 'guide' },
  { names: ['tanya'], describe: 'start.command.tanya', action: 'ask' },
  { names: ['cek'], describe: 'start.command.cek', action: 'check' },
  { names: ['berhenti', 'stop'], describe: 'start.command.berhenti', action: 'stop' },
  { names: ['mulai_lagi'], action: 'start-again' },
  { names: ['batal', 'cancel'], describe: 'start.command.batal', action: 'cancel' },
  { names: ['petugas'], describe: 'staff.command.petugas', action: 'staff', staff: true },
  { names: ['komputer'], action: 'computer', staff: true },
  { names: ['bahasa', 'language'], describe: 'start.command.bahasa', action: 'language' },
];
