import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import { recoveryNews, type RecoveryNews } from '../../../services/data-rights/recovery.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Words } from './words.ts';
import { askButton, button, menuButton, staffMenuButton } from '../../buttons.ts';
import { objectionRoute } from '../../routes/owners.ts';
import { recoveryRoute } from '../../routes/staff.ts';

const params = z.object({ recovery: z.number().int() });

function newsOf(
  services: Services,
  message: { readonly params: unknown },
): Promise<RecoveryNews | undefined> {
  return recoveryNews(services, readAs(params, message.params).recovery);
}

const idOf = (message: { readonly params: unknown }): number => readAs(params, message.params).recovery;

async function isInOffice(services: Services, number: string): Promise<boolean> {
  const member = await memberByNumber(services, number);
  return member !== undefined && member.revokedAt === undefined;
}

/** To the old chat: one press stops it. */
export const recoveryNotice: Words = async (services, message) => {
  const it = await newsOf(services, message);
  if (it === undefined || it.outcome !== undefined || it.movesAt === undefined) return undefined;
  return {
    text: line('recovery.notice', { moment: { moment: it.movesAt.toISOString() } }),
    buttons: [[button('recovery.notice.stop', objectionRoute.to(idOf(message), 'stop'))], [askButton]],
  };
};

/** To the officer: who came with the link. */
export const recoveryOpened: Words = async (services, message) => {
  const it = await newsOf(services, message);
  if (it?.openedAs === undefined || it.movesAt === undefined || it.outcome !== undefined) return undefined;
  if (!(await isInOffice(services, it.byMember))) return undefined;
  return {
    text: line('recovery.toOfficer.opened', {
      number: it.number ?? '–',
      who: it.openedAs,
      moment: { moment: it.movesAt.toISOString() },
    }),
    use: 'look',
    buttons: [[button('recovery.toOfficer.stop', recoveryRoute.to(idOf(message), 'stop'))]],
  };
};

/** To the officer: the old chat has objected. */
export const recoveryStopped: Words = async (services, message) => {
  const it = await newsOf(services, message);
  if (it?.outcome !== 'objected' || !(await isInOffice(services, it.byMember))) return undefined;
  return {
    text: line('recovery.toOfficer.stopped', { number: it.number ?? '–' }),
    buttons: [[staffMenuButton]],
  };
};

/** To the new chat. */
export const recoveryMoved: Words = async (services, message) => {
  const it = await newsOf(services, message);
  return it?.outcome === 'moved' ? { text: line('recovery.moved'), buttons: [[menuButton]] } : undefined;
};

/** To the old chat, in which the person is no longer known by name. */
export const recoveryLeft: Words = async (services, message) => {
  const it = await newsOf(services, message);
  return it?.outcome === 'moved'
    ? {
        text: line('recovery.left'),
        buttons: [[askButton, menuButton]],
      }
    : undefined;
};
