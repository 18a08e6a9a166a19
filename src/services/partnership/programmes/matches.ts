import type { Prisma } from '../../../../prisma/client/client.ts';
import { fitOf, missingOf } from '../../../domain/eligibility/fit.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { audit } from '../../core/audit.ts';
import type { Services, Transaction } from '../../core/services.ts';
import { businessesIn, type Officer } from '../../office/in-area.ts';
import { judgedPages, type Judged } from './judged-pages.ts';
import { mostFirst, type Preview } from './programme-preview.ts';

/** Who fits a programme and takes no part in it yet, as numbers. */
export interface Matches {
  readonly fits: number;
  readonly nearly: number;
  /** Owners of those that fit who agreed to news, by each channel. */
  readonly chat: number;
  readonly phone: number;
  /** What those lack who nearly fit. */
  readonly lacks: Preview['excludes'];
  /** Kecamatan in which somebody fits or nearly does. */
  readonly areas: readonly { readonly code: string; readonly fits: number; readonly nearly: number }[];
}

export async function countMatches(
  services: Services,
  member: Officer,
  programme: Programme,
): Promise<Matches> {
  const areas = new Map<string, { fits: number; nearly: number }>();
  const lacks = new Map<string, number>();
  const owners = { chat: new Set<number>(), phone: new Set<number>() };
  for await (const page of judgedPages(services, programme, free(member, programme))) {
    const fitting = page.filter(({ evaluation }) => fitOf(evaluation) === 'fits');
    for (const { known, evaluation } of page) {
      const fit = fitOf(evaluation);
      if (fit !== 'fits' && fit !== 'nearly') continue;
      const code = known.business.kecamatan ?? '';
      const area = areas.get(code) ?? { fits: 0, nearly: 0 };
      areas.set(code, { ...area, [fit]: area[fit] + 1 });
      if (fit === 'nearly')
        for (const { id } of missingOf(evaluation)) lacks.set(id, (lacks.get(id) ?? 0) + 1);
    }
    const agreed = await channelsOf(services, fitting);
    for (const [owner, channels] of agreed) for (const it of channels) owners[it].add(owner);
  }
  const all = [...areas].map(([code, it]) => ({ code, ...it }));
  return {
    fits: all.reduce((sum, it) => sum + it.fits, 0),
    nearly: all.reduce((sum, it) => sum + it.nearly, 0),
    chat: owners.chat.size,
    phone: owners.phone.size,
    lacks: mostFirst(lacks),
    areas: all.filter(({ code }) => code !== '').toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  };
}

/** Those of a member's area that have not applied. */
function free(member: Officer, programme: Programme): Prisma.BusinessWhereInput {
  return { ...businessesIn(member), applications: { none: { programmeId: programme.id } } };
}

const channels = ['chat', 'phone'] as const;
type Channel = (typeof channels)[number];

async function channelsOf(
  { db }: Services,
  judged: readonly Judged[],
): Promise<ReadonlyMap<number, ReadonlySet<Channel>>> {
  const owners = judged.flatMap(({ known }) => known.business.ownerId ?? []);
  const rows = await db.consent.findMany({
    where: {
      personId: { in: owners },
      purpose: { in: ['programme-news', 'programme-calls'] },
      withdrawnAt: null,
    },
    select: { personId: true, purpose: true },
  });
  const found = new Map<number, Set<Channel>>();
  for (const { personId, purpose } of rows)
    if (personId !== null)
      found.set(
        personId,
        (found.get(personId) ?? new Set()).add(purpose === 'programme-news' ? 'chat' : 'phone'),
      );
  return found;
}

export interface Match {
  readonly businessId: number;
  readonly name: string | undefined;
  /** Id of the criterion that is missing; undefined: it fits. */
  readonly missing: string | undefined;
  readonly channels: readonly Channel[];
}

/** The names of one page in a kecamatan, those that fit first; audited with where and which page, and each name. */
export async function matchesIn(
  services: Transaction,
  member: Officer,
  programme: Programme,
  at: { readonly kecamatan: string; readonly page: number; readonly take: number },
): Promise<{ readonly matches: readonly Match[]; readonly count: number }> {
  await audit(services, {
    actor: member.number,
    action: 'programme.matches',
    subject: `programme:${programme.id}`,
    details: { kecamatan: at.kecamatan, page: at.page },
  });
  const found: Judged[] = [];
  const where = { AND: [free(member, programme), { kecamatan: at.kecamatan }] };
  for await (const page of judgedPages(services, programme, where))
    found.push(...page.filter(({ evaluation }) => ['fits', 'nearly'].includes(fitOf(evaluation))));
  const order = found.toSorted((a, b) => missingOf(a.evaluation).length - missingOf(b.evaluation).length);
  const shown = order.slice(at.page * at.take, (at.page + 1) * at.take);
  const names = await services.db.business.findMany({
    where: { id: { in: shown.map(({ known }) => known.business.id) } },
    select: { id: true, name: true, number: true },
    orderBy: { id: 'asc' },
  });
  // Each by itself, so that the owner's copy says who has seen it.
  for (const { id, number } of names)
    await audit(services, {
      actor: member.number,
      action: 'programme.matches',
      subject: `business:${number ?? id}`,
      details: { programme: programme.id },
    });
  const agreed = await channelsOf(services, shown);
  return {
    matches: shown.map(({ known: { business }, evaluation }) => {
      const sealed = names.find(({ id }) => id === business.id)?.name ?? null;
      return {
        businessId: business.id,
        name: sealed === null ? undefined : services.seal.show(`business:${business.id}:name`, sealed),
        missing: missingOf(evaluation)[0]?.id,
        channels: channels.filter((it) => agreed.get(business.ownerId ?? 0)?.has(it)),
      };
    }),
    count: order.length,
  };
}
