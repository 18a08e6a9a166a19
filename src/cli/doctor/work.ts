import type { Health, Waiting } from '../../services/cases/health.ts';
import type { HolidayYear } from '../../domain/when/working-days.ts';
import { broken, look, ok, span, type Finding } from './finding.ts';

const POLLED_MS = 5 * 60_000;
const DAY_MS = 24 * 3_600_000;
const CONFLICT_MS = 10 * 60_000;
const SLOW_MS = 10 * 60_000;

/** What goes in and out, and what waits for a person. */
export function workFindings(it: Health, now: Date, insideBot: boolean): readonly Finding[] {
  return [
    polled(it.lastPolledAt, now, insideBot),
    ...conflict(it, now),
    halted(it),
    waiting('inbox', it.inbox, now, 'what people wrote is not answered: look at the log, restart the bot'),
    waiting(
      'queue',
      it.outgoing,
      now,
      'what is due does not go out: look at the log; announcements wait through Telegram’s limits and quiet hours',
    ),
    it.setAside > 0
      ? look(
          'set aside',
          `${it.setAside} message(s) of the last two days could not be handled`,
          'look at the log and tell the developers; the people were told',
        )
      : ok('set aside', 'nothing'),
    it.heldAnnouncements + it.unknownDeliveries > 0
      ? look(
          'announcements',
          `${it.heldAnnouncements} wait for an officer, ${it.unknownDeliveries} message(s) are unknown`,
          'an officer decides in the chat: /petugas, Kiriman',
        )
      : ok('announcements', 'nothing waits for an officer'),
    it.overdueCases > 0
      ? look('cases', `${it.overdueCases} past the promised day`, 'an officer answers in the chat: /petugas')
      : ok('cases', 'none past its day'),
    ok('documents', `${it.documents.count} file(s), ${(it.documents.bytes / 1e6).toFixed(1)} MB`),
    members(it),
  ];
}

function polled(at: Date | undefined, now: Date, insideBot: boolean): Finding {
  // A long poll is noted when it ends.
  if (insideBot && (at === undefined || now.getTime() - at.getTime() >= POLLED_MS))
    return look(
      'last poll',
      'none yet since the bot was started',
      'look again in a minute; if it stays so, Telegram cannot be reached',
    );
  if (at === undefined) return look('last poll', 'the bot has never run', 'start it: npm start');
  const away = now.getTime() - at.getTime();
  if (away < POLLED_MS) return ok('last poll', `${span(away)} ago`);
  return away < DAY_MS
    ? broken(
        'last poll',
        `${span(away)} ago: the bot does not run`,
        'start it; Telegram keeps messages for 24 hours only',
      )
    : broken(
        'last poll',
        `${span(away)} ago: messages of owners are lost`,
        'start it, and tell the owners that what they wrote in between did not arrive',
      );
}

/** Two processes with one token take the updates from each other: Telegram answers 409 to one of them. */
function conflict({ conflictAt }: Health, now: Date): readonly Finding[] {
  if (conflictAt === undefined || now.getTime() - conflictAt.getTime() > CONFLICT_MS) return [];
  return [
    broken(
      'other process',
      `another one fetched the updates of this bot ${span(now.getTime() - conflictAt.getTime())} ago (409)`,
      'find it and stop it: an old server, a second service, a trial on a laptop; if nobody knows it, change the token (OPERATIONS.md)',
    ),
  ];
}

function halted({ safeModeSince, stoppedAt }: Health): Finding {
  if (safeModeSince !== undefined)
    return look(
      'sending',
      'safe mode after a restore: the bot begins no message',
      'look whether everything is right, then: npm run cli -- leave-safe-mode',
    );
  return stoppedAt === undefined
    ? ok('sending', 'on')
    : look(
        'sending',
        'somebody has stopped everything that the bot begins',
        'two officers switch it on again in the chat (/petugas), or: npm run cli -- start-sending',
      );
}

function waiting(part: string, { count, oldest }: Waiting, now: Date, todo: string): Finding {
  if (count === 0 || oldest === undefined) return ok(part, 'empty');
  const age = now.getTime() - oldest.getTime();
  const says = `${count} waiting, the oldest for ${span(age)}`;
  return age > SLOW_MS ? look(part, says, todo) : ok(part, says);
}

function members({ admins, waitingInvitations }: Health): Finding {
  if (waitingInvitations > 0)
    return look(
      'members',
      `${waitingInvitations} invitation(s) were opened and wait`,
      'is it the right person? npm run cli -- members, then confirm or refuse',
    );
  return admins === 0
    ? look(
        'members',
        'there is no admin',
        'npm run cli -- invite --role admin --name "…" --rights send,export,nik,papers',
      )
    : ok('members', `${admins} admin(s)`);
}

/** Due days are counted without the holidays of a year that has no data. */
export function holidayFinding(
  holidays: readonly HolidayYear[],
  today: { readonly year: number; readonly month: number },
): Finding {
  const known = (year: number): HolidayYear | undefined => holidays.find((it) => it.year === year);
  const todo = 'put the days of the joint decree (SKB 3 Menteri) into prisma/holidays/<year>.json';
  if (known(today.year) === undefined) return broken('holidays', `no data of ${today.year}`, todo);
  const next = today.year + 1;
  const year = known(next);
  // The decree comes in autumn.
  if (year === undefined && today.month >= 10) return look('holidays', `no data of ${next}`, todo);
  if (year?.provisional === true && today.month === 12)
    return look('holidays', `those of ${next} are provisional`, todo);
  return ok(
    'holidays',
    year === undefined
      ? `${today.year}`
      : `${today.year} and ${next}${year.provisional ? ' (provisional)' : ''}`,
  );
}
