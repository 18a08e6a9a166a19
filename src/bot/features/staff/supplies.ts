import { z } from 'zod';
import { localDate } from '../../../domain/month/calendar.ts';
import { clip } from '../../../domain/words/clip.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { Services } from '../../../services/core/services.ts';
import { memberByNumber, type MemberRow } from '../../../services/office/members.ts';
import { rememberShown } from '../../../services/partnership/candidates/disclosures.ts';
import { partnerById, type Partner } from '../../../services/partnership/partners/partners.ts';
import {
  buyerFor,
  discloseSuppliers,
  supplierFacts,
  suppliersOf,
  willingFor,
  type SupplierFacts,
} from '../../../services/partnership/candidates/suppliers.ts';
import {
  answersTo,
  askOwners,
  judgeSearch,
  ownSearch,
  searchById,
  searchesOf,
  shownCounts,
  stopSearch,
  type SupplySearch,
} from '../../../services/partnership/candidates/supply-searches.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import type { Button } from '../../message.ts';
import type { CallbackData } from '../../routes/route.ts';
import {
  businessRoute,
  deskSuppliesRoute,
  deskSupplyRoute,
  newSupplyRoute,
  partnerRoute,
  suppliersRoute,
  suppliesRoute,
  supplyListRoute,
  supplyRoute,
} from '../../routes/staff.ts';
import { partOf, showList, spanOf, turnRow, type Row } from '../../pages.ts';
import { oldPress, show } from '../../send.ts';
import { searchName, searchState } from '../../supply-lines.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

const all: Button = button('supply.back', suppliesRoute.to());

/** *Cari pemasok*: of a company's people, and what the office does about it. */
export function supplyTools(): readonly Press[] {
  return [
    onPress(
      suppliesRoute,
      onDuty('candidates', (ctx, member) => showSearches(ctx, member, 0)),
    ),
    onPress(supplyListRoute, onDuty('candidates', showSearches)),
    onPress(
      newSupplyRoute,
      onDuty('candidates', async (ctx, member) => {
        if ((await buyerFor(ctx.turn.services, member)) === undefined) return sayClosed(ctx);
        await enter(ctx, 'supply-search', { open: 'fresh' });
      }),
    ),
    onPress(
      supplyRoute,
      onDuty('candidates', (ctx, member, id, verb) =>
        withOwn(ctx, member, id, (search) => (verb === 'ask' ? ask : showSearch)(ctx, member, search)),
      ),
    ),
    onPress(
      suppliersRoute,
      onDuty('candidates', (ctx, member, id, page) =>
        withOwn(ctx, member, id, (search) => showSuppliers(ctx, member, search, page)),
      ),
    ),
    onPress(
      deskSuppliesRoute,
      onDuty('programmes', async (ctx, member, id, page) => {
        const partner = await partnerById(ctx.turn.services, id);
        await (partner === undefined ? oldPress(ctx) : showPartnerSearches(ctx, member, partner, page));
      }),
    ),
    onPress(
      deskSupplyRoute,
      onDuty('programmes', async (ctx, member, id, verb) => {
        const search = await searchById(ctx.turn.services, id);
        if (search === undefined) return oldPress(ctx);
        await (verb === undefined ? showDesk(ctx, member, search) : decide(ctx, member, search, verb));
      }),
    ),
  ];
}

async function sayClosed(ctx: BotContext): Promise<void> {
  await show(ctx, line('supply.closed'), [[staffMenuButton]]);
}

/** Runs `act` on a search of the company; without an accord in force, or for a forged number, there is none. */
async function withOwn(
  ctx: BotContext,
  member: MemberRow,
  id: number,
  act: (search: SupplySearch) => Promise<void>,
): Promise<void> {
  const search = await ownSearch(ctx.turn.services, member, id);
  await (search === undefined ? sayClosed(ctx) : act(search));
}

async function showSearches(ctx: BotContext, member: MemberRow, page: number): Promise<void> {
  const { services } = ctx.turn;
  const partner = await buyerFor(services, member);
  if (partner === undefined) return sayClosed(ctx);
  const searches = await searchesOf(services, partner.id);
  const span = spanOf(page, searches.length);
  await showList(ctx, {
    head: line('supply.head'),
    rows: partOf(searches, span).map((it) => rowOf(services, it, supplyRoute.to(it.id))),
    span,
    to: (it) => supplyListRoute.to(it),
    under: [buttonRow('supply.new', newSupplyRoute.to()), [staffMenuButton]],
  });
}

const rowOf = (services: Services, search: SupplySearch, data: CallbackData): Row => ({
  text: line('supply.row', {
    search: { line: searchName(search) },
    state: { line: searchState(services, search) },
  }),
  data,
});

async function showSearch(ctx: BotContext, member: MemberRow, search: SupplySearch): Promise<void> {
  const { services } = ctx.turn;
  const { id, kind, state } = search;
  const suppliers = await suppliersOf(services, member, id);
  await show(
    ctx,
    [
      line('supply.one', {
        search: { line: searchName(search) },
        state: { line: searchState(services, search) },
      }),
      line('common.blank'),
      line('supply.counts', { kind: { line: line(`kind.${kind}`) } }),
      ...(await countLines(services, member, search)),
    ],
    [
      ...(state === 'counted' ? [buttonRow('supply.ask', supplyRoute.to(id, 'ask'))] : []),
      ...(suppliers.length === 0
        ? []
        : [
            [
              {
                label: line('supply.yes', { count: { count: suppliers.length } }),
                data: suppliersRoute.to(id, 0),
              },
            ],
          ]),
      [all],
      [staffMenuButton],
    ],
  );
}

async function countLines(
  services: Services,
  member: MemberRow,
  { kind }: SupplySearch,
): Promise<readonly Line[]> {
  const counts = await shownCounts(services, kind, member);
  return [
    ...counts.map(({ kecamatan, count, shownAt }) =>
      line('supply.count', {
        place: { line: kecamatan === '' ? line('supply.everywhere') : areaLine(services, kecamatan) },
        count: { count },
        day: { date: localDate(shownAt, services.office.zone).toString() },
      }),
    ),
    line(counts.length === 0 ? 'supply.few' : 'supply.rest'),
  ];
}

const areaLine = ({ office }: Services, code: string): Line =>
  named(office.areas.kecamatan.find((it) => it.code === code)?.name ?? code);

async function ask(ctx: BotContext, member: MemberRow, search: SupplySearch): Promise<void> {
  await ctx.turn.once(`supply:${search.id}:ask`, codecs.boolean, (inside) =>
    askOwners(inside, member, search),
  );
  await withOwn(ctx, member, search.id, (now) => showSearch(ctx, member, now));
}

/** Names of those who said "Mau": each look is a row before it is shown. */
async function showSuppliers(
  ctx: BotContext,
  member: MemberRow,
  search: SupplySearch,
  page: number,
): Promise<void> {
  const { services, account, once } = ctx.turn;
  const found = await suppliersOf(services, member, search.id);
  const wanted = partOf(found, spanOf(page, found.length));
  const recorded = await once(
    `supply:${search.id}:${page}`,
    codecs.json(z.array(z.number())),
    async (inside) => {
      await discloseSuppliers(inside, member, wanted);
      return wanted.map(({ id }) => id);
    },
  );
  const still = await suppliersOf(services, member, search.id);
  const shown = still.filter(({ id }) => recorded.includes(id));
  const lines: Line[] = [];
  for (const it of shown) {
    const facts = await supplierFacts(services, it);
    if (facts !== undefined) lines.push(supplierLine(services, it.id, facts));
  }
  const message = await show(
    ctx,
    [line(shown.length === 0 ? 'supply.yes.none' : 'supply.yes.head'), ...lines],
    [
      ...turnRow(spanOf(page, still.length), (it) => suppliersRoute.to(search.id, it)),
      [button('supply.see', supplyRoute.to(search.id))],
      [all],
      [staffMenuButton],
    ],
  );
  await rememberShown(
    services,
    account.id,
    message,
    shown.map(({ id }) => `inquiry:${id}` as const),
  );
}

const supplierLine = (services: Services, id: number, it: SupplierFacts): Line =>
  line('supply.supplier', {
    id,
    owner: it.owner ?? '–',
    business: it.business ?? '–',
    kind: { line: it.kind === undefined ? line('common.noWords') : line(`kind.${it.kind}`) },
    place: it.kecamatan === undefined ? '–' : { line: areaLine(services, it.kecamatan) },
  });

/** The searches of a company, for the office. */
export async function showPartnerSearches(
  ctx: BotContext,
  _member: MemberRow,
  partner: Partner,
  page = 0,
): Promise<void> {
  const { services } = ctx.turn;
  const searches = await searchesOf(services, partner.id);
  const span = spanOf(page, searches.length);
  await showList(ctx, {
    head: line(searches.length === 0 ? 'supply.desk.none' : 'supply.desk.head', { partner: partner.name }),
    rows: partOf(searches, span).map((it) => rowOf(services, it, deskSupplyRoute.to(it.id))),
    span,
    to: (it) => deskSuppliesRoute.to(partner.id, it),
    under: [[button('partner.back', partnerRoute.to(partner.id))], [staffMenuButton]],
  });
}

async function showDesk(ctx: BotContext, member: MemberRow, search: SupplySearch): Promise<void> {
  const { services } = ctx.turn;
  const { id, state, partnerId, createdBy, createdAt } = search;
  const { asked, yes, no } = await answersTo(services, id);
  const willing = await willingFor(services, member, id);
  await show(
    ctx,
    [
      line('supply.one', {
        search: { line: searchName(search) },
        state: { line: searchState(services, search) },
      }),
      line('supply.desk.who', {
        name: clip((await memberByNumber(services, createdBy))?.name ?? '–', 40),
        partner: (await partnerById(services, partnerId))?.name ?? '–',
        moment: { moment: createdAt.toISOString() },
      }),
      line('supply.desk.answers', { asked: { count: asked }, yes: { count: yes }, no: { count: no } }),
      ...(state === 'words' ? [line('supply.desk.words')] : []),
      ...(willing.length === 0 ? [] : [line('supply.desk.willing')]),
    ],
    [
      ...(state === 'words'
        ? [
            [
              button('application.words.yes', deskSupplyRoute.to(id, 'yes')),
              button('application.words.no', deskSupplyRoute.to(id, 'no')),
            ],
          ]
        : []),
      ...willing.map((it) => [
        { label: named(`S-${it.id} · ${it.number ?? '–'}`), data: businessRoute.to(it.businessId) },
      ]),
      ...(state === 'stopped' ? [] : [buttonRow('supply.desk.stop', deskSupplyRoute.to(id, 'stop'))]),
      [button('supply.desk.back', partnerRoute.to(partnerId, 'supply'))],
      [staffMenuButton],
    ],
  );
}

async function decide(
  ctx: BotContext,
  member: MemberRow,
  search: SupplySearch,
  verb: 'yes' | 'no' | 'stop',
): Promise<void> {
  await ctx.turn.once(`supply:${search.id}:${verb}`, codecs.boolean, (inside) =>
    verb === 'stop'
      ? stopSearch(inside, member, search)
      : judgeSearch(inside, member, search, verb === 'yes'),
  );
  await showDesk(ctx, member, (await searchById(ctx.turn.services, search.id)) ?? search);
}
