import { worksIn } from '../../domain/office/roles.ts';
import { activeMembers, type MemberRow } from './members.ts';
import { queueTo, type OutgoingKind } from '../core/outgoing.ts';
import type { Transaction } from '../core/services.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** What admins are told about without being asked: whoever holds a stolen phone is seen at once. */
export const noticed = [
  'announcement-sent',
  'announcement-text',
  'announcement-withdrawn',
  'announcement-reason',
  'training-cancelled',
  'training-reason',
  'training-moved',
] as const;
export type Noticed = (typeof noticed)[number];

/** Every admin of the place, apart from whoever did it, reads what many people are going to read. */
export async function tellAdmins(
  services: Transaction,
  it: {
    readonly what: Noticed;
    /** Number of the member who did it. */
    readonly by: string;
    /** What it is about, and which change of it: the same one is told once. */
    readonly about: { readonly announcement: number } | { readonly training: number };
    readonly version: number;
    /** Kecamatan that it concerns; empty: the whole kabupaten. */
    readonly places: readonly string[];
  },
): Promise<void> {
  const admins = (await activeMembers(services)).filter(
    (member) =>
      member.role === 'admin' &&
      member.number !== it.by &&
      (member.kecamatan.length === 0 || it.places.some((code) => worksIn(member, code))),
  );
  const key = `notice:${it.what}:${JSON.stringify(it.about)}:${it.version}`;
  await tell(services, admins, 'text-notice', key, { what: it.what, by: it.by, ...it.about });
}

/** Queues one message of a kind to each of these members who has a chat. */
export async function tell(
  services: Transaction,
  members: readonly MemberRow[],
  kind: OutgoingKind,
  key: string,
  params: Readonly<Record<string, string | number>>,
): Promise<void> {
  await queueTo(
    services,
    members.map((member) => ({
      key: `${key}:${member.number}`,
      accountId: member.accountId,
      kind,
      params: { ...params, member: member.number },
      lastsMs: WEEK_MS,
    })),
  );
}
