import { randomUUID } from 'node:crypto';
import type { Criteria } from '../../src/services/announcements/criteria.ts';
import { createAnnouncement } from '../../src/services/announcements/announcement-writing.ts';
import { accountOf } from '../../src/services/core/accounts.ts';
import { invite, redeemInvitation, type MemberRow } from '../../src/services/office/members.ts';
import { decideInvitation } from '../../src/services/roles/invitation-decisions.ts';
import { atomically, type Services } from '../../src/services/core/services.ts';
import type { PrismaClient } from '../../prisma/client/client.ts';

/** Everybody with a business. */
export const everybody: Criteria = {
  kecamatan: [],
  kinds: [],
  classes: [],
  interests: [],
  tags: [],
  neverAttended: false,
  notReported: null,
  programme: null,
};

/** Owners with a business, a chat and consent to training news, written in a few statements; chats are their ids. */
export async function recipients(
  prisma: PrismaClient,
  services: Services,
  chats: readonly number[],
): Promise<void> {
  const at = services.now();
  const PAGE = 1_000;
  for (let from = 0; from < chats.length; from += PAGE) {
    const page = chats.slice(from, from + PAGE);
    const accounts = await prisma.account.createManyAndReturn({
      data: page.map((chatId) => ({ office: 'gresik', chatId, firstSeenAt: at })),
      select: { id: true },
    });
    const people = await prisma.person.createManyAndReturn({
      data: page.map((chatId) => ({
        office: 'gresik',
        number: `p${chatId}`,
        salutation: 'P',
        createdAt: at,
      })),
      select: { id: true, number: true },
    });
    await prisma.personAccount.createMany({
      data: people.map((person, index) => ({
        personId: person.id,
        accountId: accounts[index]?.id ?? 0,
        since: at,
      })),
    });
    await prisma.$executeRaw`
      UPDATE account a SET active_person_id = pa.person_id FROM person_account pa
      WHERE pa.account_id = a.id AND a.active_person_id IS NULL`;
    await prisma.business.createMany({
      data: people.map((person) => ({
        office: 'gresik',
        ownerId: person.id,
        number: randomUUID().slice(0, 13),
        kind: 'food',
        kecamatan: '35.25.11',
        createdAt: at,
      })),
    });
    await prisma.consent.createMany({
      data: people.map((person) => ({
        office: 'gresik',
        personId: person.id,
        personNumber: person.number,
        purpose: 'training-news',
        version: 1,
        language: 'id',
        text: 'Boleh kami beri kabar?',
        button: 'yes',
        givenAt: at,
      })),
    });
  }
}

export interface Sending {
  readonly text?: string;
  readonly audience?: Criteria;
  readonly at?: Date;
  readonly urgentReason?: string;
  readonly size?: number;
  readonly trainingId?: number;
  readonly posterFileId?: string;
}

let nextDraft = 900_000;

/** An announcement as the officer's form leaves it. */
export function announce(
  prisma: PrismaClient,
  services: Services,
  by: Pick<MemberRow, 'number' | 'accountId'>,
  it: Sending = {},
): Promise<{ readonly id: number; readonly code: string }> {
  return atomically(prisma, services, (inside) =>
    createAnnouncement(inside, {
      trainingId: it.trainingId,
      text: it.text ?? 'Ada pelatihan kemasan.',
      posterFileId: it.posterFileId,
      audience: it.audience ?? everybody,
      scheduledAt: it.at ?? services.now(),
      urgentReason: it.urgentReason,
      size: it.size ?? 1,
      createdBy: by.number,
      draftId: nextDraft++,
      officerAccountId: by.accountId ?? 0,
    }),
  );
}

/** How many messages of an announcement stand in each state. */
export async function ledger(prisma: PrismaClient, id: number): Promise<Readonly<Record<string, number>>> {
  const rows = await prisma.delivery.groupBy({
    by: ['status'],
    where: { announcementId: id },
    _count: { _all: true },
  });
  return Object.fromEntries(rows.map((row) => [row.status, row._count._all]));
}

/** An officer with the right to send, in a chat that may never have written. */
export function appointChat(prisma: PrismaClient, services: Services, chatId: number): Promise<MemberRow> {
  return atomically(prisma, services, async (inside) => {
    const { id: accountId } = await accountOf(inside, chatId, 'id');
    const invited = await invite(inside, 'cli', {
      name: 'Budi Santoso',
      role: 'officer',
      rights: ['send'],
      kecamatan: [],
      post: undefined,
      letter: undefined,
    });
    if (invited.kind !== 'invited') throw new Error(`expected an invitation, got ${invited.kind}`);
    await redeemInvitation(inside, invited.code, { accountId, name: 'Budi' });
    const decided = await decideInvitation(inside, 'cli', invited.id, true);
    if (decided.kind !== 'confirmed') throw new Error(`expected a member, got ${decided.kind}`);
    return decided.member;
  });
}
