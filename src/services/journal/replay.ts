import { releaseCasesBeyond, releaseCasesOf } from '../cases/case-release.ts';
import { moveAccess } from '../data-rights/access-move.ts';
import { mergeOf } from '../data-rights/merges.ts';
import { mergePeople } from '../data-rights/person-merge.ts';
import { endUse } from '../data-rights/withdrawals.ts';
import { subjectOf } from '../people/consents.ts';
import { eraseAnyway, eraseStranger } from '../data-rights/erasure.ts';
import type { Transaction } from '../core/services.ts';
import type { JournalEntry } from './entry.ts';

/**
 * Does again what was done after a backup was made: the erased are erased, whoever opted out is out, revoked roles and
 * spent invitations are so. In the order in which it happened; what the backup does not know is passed over. Returns
 * how many entries changed something.
 */
export async function replayJournal(
  services: Transaction,
  entries: readonly JournalEntry[],
): Promise<number> {
  let changed = 0;
  for (const entry of entries) if (await replay(services, entry)) changed++;
  await services.db.journalEntry.createMany({
    data: entries.map(({ uid, at, kind, subject, data }) => ({
      uid,
      at,
      kind,
      subject,
      data: { ...data },
      exportedAt: services.now(),
    })),
    skipDuplicates: true,
  });
  return changed;
}

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

async function replay(services: Transaction, entry: JournalEntry): Promise<boolean> {
  const { db, now } = services;
  const { subject } = entry;
  switch (entry.kind) {
    case 'news': {
      const { ownReminders, ...data } = entry.data;
      return (
        (
          await db.person.updateMany({
            where: { number: subject },
            data: { ...data, ...(ownReminders === undefined ? {} : { ownReminders }) },
          })
        ).count > 0
      );
    }
    case 'account-reminders':
      return (await db.account.updateMany({ where: { id: Number(subject) }, data: entry.data })).count > 0;
    case 'withdrawal':
      return replayWithdrawal(services, subject, entry.data.purpose, dateOf(entry.data.at) ?? now());
    case 'member': {
      const { revokedAt, kecamatan } = entry.data;
      const { count } = await db.member.updateMany({
        where: { number: subject },
        data: { ...entry.data, revokedAt: dateOf(revokedAt) },
      });
      // As when it happened: no case stays with whom it no longer reaches (sendings are all held after a restore).
      if (revokedAt !== null) await releaseCasesOf(services, subject);
      else if (kecamatan.length > 0) await releaseCasesBeyond(services, subject, kecamatan);
      return count > 0;
    }
    case 'invitation':
      // Opened but not decided: who came is not in the backup, so nobody can be confirmed any more.
      return (
        (
          await db.invitation.updateMany({
            where: { codeHash: new Uint8Array(Buffer.from(subject, 'hex')), decidedAt: null },
            data: {
              outcome: entry.data.outcome ?? 'withdrawn',
              decidedAt: dateOf(entry.data.decidedAt) ?? now(),
              decidedBy: entry.data.decidedBy ?? 'system',
            },
          })
        ).count > 0
      );
    case 'recovery':
      return replayRecovery(services, subject, entry.data.account);
    case 'recovery-link':
      // Opened but not decided: the days to object are over or were cut short, so it begins anew.
      return (
        (
          await db.recovery.updateMany({
            where: {
              codeHash: new Uint8Array(Buffer.from(subject, 'hex')),
              ...(entry.data.outcome === null ? { outcome: null } : {}),
            },
            data: {
              outcome: entry.data.outcome ?? 'withdrawn',
              decidedAt: dateOf(entry.data.decidedAt) ?? now(),
              openedAs: null,
            },
          })
        ).count > 0
      );
    case 'merge': {
      const merge = await mergeOf(services, { from: subject, ...entry.data }, 'system');
      return merge !== undefined && mergePeople(services, merge);
    }
    case 'erasure': {
      const person = await db.person.findUnique({ where: { number: subject }, select: { id: true } });
      const erased = person !== null && (await eraseAnyway(services, person.id));
      const { requestedAt, doneAt } = entry.data;
      await db.erasure.upsert({
        where: { personNumber: subject },
        create: {
          office: services.office.key,
          personNumber: subject,
          requestedAt: new Date(requestedAt),
          doneAt: new Date(doneAt),
        },
        update: { requestedAt: new Date(requestedAt), doneAt: new Date(doneAt) },
      });
      return erased;
    }
    case 'account': {
      const id = Number(subject);
      return (await db.account.count({ where: { id } })) > 0 && (await eraseStranger(services, id));
    }
    case 'document':
      return (await db.document.deleteMany({ where: { id: Number(subject) } })).count > 0;
    case 'photo':
      return (await db.businessPhoto.deleteMany({ where: { id: Number(subject) } })).count > 0;
    case 'point':
      return (await db.businessPoint.deleteMany({ where: { id: Number(subject) } })).count > 0;
    case 'stop': {
      const { stoppedAt, stoppedBy } = entry.data;
      await db.instance.updateMany({ data: { stoppedAt: dateOf(stoppedAt), stoppedBy } });
      return true;
    }
    case 'announcement':
      // It only shows that time has passed; what waits is held in any case.
      return false;
    case 'sent':
      return false;
    case 'training':
      return (
        (
          await db.training.updateMany({
            where: { office: services.office.key, number: subject },
            data: entry.data,
          })
        ).count > 0
      );
  }
}

/** The old chat stays without the person, also where the backup does not know the new one. */
async function replayRecovery(
  services: Transaction,
  number: string,
  account: number | null,
): Promise<boolean> {
  const { db } = services;
  const person = await db.person.findUnique({ where: { number }, select: { id: true } });
  if (person === null) return false;
  const known = account !== null && (await db.account.count({ where: { id: account } })) > 0;
  return (await moveAccess(services, person.id, known ? account : undefined)).length > 0;
}

async function replayWithdrawal(
  services: Transaction,
  number: string,
  purpose: string,
  at: Date,
): Promise<boolean> {
  const { db } = services;
  const person = await db.person.findUnique({
    where: { number },
    select: { id: true, accounts: { select: { accountId: true }, take: 1 } },
  });
  if (person !== null) {
    const at = { personId: person.id, accountId: person.accounts[0]?.accountId };
    const subject = subjectOf(purpose);
    if (subject !== undefined) await endUse(services, at, subject);
  }
  const { count } = await db.consent.updateMany({
    where: { personNumber: number, purpose, withdrawnAt: null },
    data: { withdrawnAt: at },
  });
  return count > 0;
}
