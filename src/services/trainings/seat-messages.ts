import { nextAwake } from '../../domain/when/quiet-hours.ts';
import { queueOutgoing, type NewOutgoing, type OutgoingKind } from '../core/outgoing.ts';
import type { Services, Transaction } from '../core/services.ts';
import type { Training } from './trainings.ts';

/** What somebody is told about a seat without having pressed anything. */
export interface SeatNews {
  readonly participantId: number;
  /** given, waits: when registration has closed. none: the list has ended. */
  readonly about: 'offer' | 'given' | 'waits' | 'lapsed' | 'withdrawn' | 'none';
}

/** An addressee of a message about a training: whoever was added by hand and has no chat is told by the office. */
interface Addressed {
  readonly participantId: number;
  readonly accountId: number;
  readonly personId: number | undefined;
  readonly answerBy: Date | undefined;
}

async function addressed(services: Services, ids: readonly number[]): Promise<readonly Addressed[]> {
  const rows = await services.db.participant.findMany({
    where: { id: { in: [...ids] }, accountId: { not: null } },
    select: { id: true, accountId: true, personId: true, answerBy: true },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap((row) =>
    row.accountId === null
      ? []
      : [
          {
            participantId: row.id,
            accountId: row.accountId,
            personId: row.personId ?? undefined,
            answerBy: row.answerBy ?? undefined,
          },
        ],
  );
}

const kinds = {
  offer: 'seat-offer',
  given: 'seat-given',
  waits: 'seat-waits',
  lapsed: 'seat-lapsed',
  withdrawn: 'seat-withdrawn',
  none: 'seat-none',
} as const satisfies Readonly<Record<SeatNews['about'], OutgoingKind>>;

/** Queues what people are told about their seats: now, or at the end of the quiet time. */
export async function queueAboutSeats(
  services: Transaction,
  training: Pick<Training, 'startsAt' | 'endsAt'>,
  news: readonly SeatNews[],
): Promise<void> {
  if (news.length === 0) return;
  const now = services.now();
  const notBefore = nextAwake(now, services.office.quiet);
  const to = new Map(
    (
      await addressed(
        services,
        news.map((it) => it.participantId),
      )
    ).map((it) => [it.participantId, it]),
  );
  await queueOutgoing(
    services,
    news.flatMap(({ participantId, about }) => {
      const it = to.get(participantId);
      const expiresAt =
        about === 'offer' ? it?.answerBy : about === 'none' ? training.endsAt : training.startsAt;
      return it === undefined || expiresAt === undefined
        ? []
        : [message(it, kinds[about], `${now.getTime()}`, notBefore, expiresAt)];
    }),
  );
}

/** One message of a kind to each of these participants who has a chat. Returns how many are new. */
export async function queueToParticipants(
  services: Transaction,
  ids: readonly number[],
  it: {
    readonly kind: OutgoingKind;
    /** What makes the message one: the day of a reminder, the number of a change. */
    readonly occasion: string;
    readonly notBefore: Date;
    readonly expiresAt: Date;
    readonly params?: Readonly<Record<string, string | number>>;
  },
): Promise<number> {
  const to = await addressed(services, ids);
  return queueOutgoing(
    services,
    to.map((one) => message(one, it.kind, it.occasion, it.notBefore, it.expiresAt, it.params)),
  );
}

function message(
  to: Addressed,
  kind: OutgoingKind,
  occasion: string,
  notBefore: Date,
  expiresAt: Date,
  params: Readonly<Record<string, string | number>> = {},
): NewOutgoing {
  return {
    key: `${kind}:${to.participantId}:${occasion}`,
    accountId: to.accountId,
    ...(to.personId === undefined ? {} : { personId: to.personId }),
    kind,
    params: { participant: to.participantId, ...params },
    notBefore,
    expiresAt,
  };
}
