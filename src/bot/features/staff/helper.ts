import { z } from 'zod';
import { maskPhone } from '../../../domain/people/identity.ts';
import { addMonths, monthOf, type Month, localDate } from '../../../domain/month/month.ts';
import { monthState } from '../../../domain/sales/report-months.ts';
import { may } from '../../../domain/office/roles.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  countServed,
  noteServedRead,
  servedBusinesses,
  withdrawAssisted,
  type Helper,
  type ServedBusiness,
} from '../../../services/helpers/assistance.ts';
import {
  parkDraft,
  pickUpDraft,
  holdsAnswer,
  unfinishedOf,
  type DraftRow,
} from '../../../services/core/drafts.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { lockedMonths } from '../../../services/sales/sales-history.ts';
import { answersOf, draftCodec } from '../../conversations/engine/draft.ts';
import { whoOf } from '../../conversations/engine/filling.ts';
import type { Button } from '../../message.ts';
import type { Json } from '../../conversations/engine/json.ts';
import { stepToResume } from '../../conversations/engine/screen.ts';
import { loadHelper, REGISTER } from '../../conversations/helpers/context.ts';
import { assistedRegistration, titleOf } from '../../conversations/helpers/register.ts';
import { MONTH } from '../../conversations/helpers/report-questions.ts';
import { ORDER, REPORT } from '../../conversations/helpers/report.ts';
import { ownerAndBusiness, ownerTitle } from '../../conversations/helpers/words.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import {
  endServiceRoute,
  goOnRoute,
  helperMenuRoute,
  monthListRoute,
  moveOwnersRoute,
  newOwnerRoute,
  servedGroupRoute,
  servedOneRoute,
  servedRoute,
  sheetsRoute,
} from '../../routes/staff.ts';
import { partOf, showList, spanOf } from '../../pages.ts';
import { oldPress, say, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { handOverTools } from './hand-over.ts';
import { helperGroupTools } from './helper-groups.ts';
import { sendHelperSheets } from './helper-sheet.ts';
import { phoneRow } from './phones.ts';
import { todayOf } from '../../../services/core/services.ts';

/** Unfinished owners of one helper: a village has no more callers-away than these. */
const MOST_UNFINISHED = 15;
const MONTHS_SHOWN = 6;
const helperMenu: Button = button('helper.menu', helperMenuRoute.to());

/** *Pendampingan*: entering owners who do not use the bot, their monthly figures, the sheet to print. */
export function helperTools(): readonly Press[] {
  return [
    onPress(helperMenuRoute, onDuty('assist', showHelperMenu)),
    onPress(newOwnerRoute, onDuty('assist', begin)),
    onPress(
      goOnRoute,
      onDuty('assist', async (ctx, _member, id) => {
        const { account } = ctx.turn;
        const found = await ctx.turn.once(`pick:${id}`, codecs.boolean, (inside) =>
          pickUpDraft(inside, account.id, REGISTER, id),
        );
        if (!found) return oldPress(ctx);
        await enter(ctx, REGISTER, { open: 'continue' });
      }),
    ),
    onPress(monthListRoute, onDuty('assist', showMonth)),
    onPress(servedRoute, onDuty('assist', showOwners)),
    onPress(
      servedOneRoute,
      onDuty('assist', async (ctx, member, verb, id) => {
        const [served] = await servedBusinesses(ctx.turn.services, member, [id]);
        // Whoever it is of: a forged number tells nothing.
        if (served === undefined) return oldPress(ctx);
        await ctx.turn.once(`served:${served.business.id}`, codecs.nothing, (inside) =>
          noteServedRead(inside, member, { business: served }),
        );
        await verbs[verb](ctx, served);
      }),
    ),
    onPress(endServiceRoute, onDuty('assist', withdraw)),
    onPress(sheetsRoute, onDuty('assist', sendHelperSheets)),
    ...helperGroupTools(),
    ...handOverTools(),
  ];
}

const verbs = {
  o: showOwner,
  fix: (ctx, served) => enterList(ctx, [served]),
} as const satisfies Readonly<Record<string, (ctx: BotContext, served: ServedBusiness) => Promise<void>>>;

async function showHelperMenu(ctx: BotContext, member: MemberRow): Promise<void> {
  const { services, account } = ctx.turn;
  const drafts = (await unfinishedOf(services, account.id, REGISTER)).filter((it) => holdsAnswer(it.payload));
  const unfinished: (readonly Button[])[] = [];
  for (const draft of drafts)
    unfinished.push([{ label: await progressOf(ctx, draft), data: goOnRoute.to(draft.id) }]);
  const count = await countServed(services, member);
  await show(ctx, line('helper.menu.text', { owners: { count }, unfinished: { count: drafts.length } }), [
    [button('helper.menu.new', newOwnerRoute.to())],
    ...unfinished,
    ...(count === 0
      ? []
      : [
          [button('helper.menu.list', monthListRoute.to())],
          [button('helper.menu.owners', servedRoute.to())],
        ]),
    [button('helper.menu.sheet', sheetsRoute.to())],
    ...(may(member, 'cases') ? [[button('helper.menu.move', moveOwnersRoute.to())]] : []),
    [staffMenuButton],
  ]);
}

/** "Lanjutkan: Bu Siti, langkah 5 dari 11" */
async function progressOf(ctx: BotContext, draft: DraftRow): Promise<Line> {
  const { services } = ctx.turn;
  const state = draftCodec.decode(draft.payload);
  const answers = answersOf(state.answers);
  const now = services.now();
  const context = await loadHelper(services, whoOf(ctx), answers, {
    now,
    today: localDate(now, services.office.zone).toString(),
    wordings: () => [],
  });
  const { step, total } = stepToResume(assistedRegistration, state, context);
  return line('helper.menu.resume', { owner: { line: titleOf(answers) }, step, total });
}

/** Whoever is being entered now is laid aside; the next owner begins with the consent. */
async function begin(ctx: BotContext): Promise<void> {
  const { services, account } = ctx.turn;
  const drafts = await unfinishedOf(services, account.id, REGISTER);
  if (drafts.length >= MOST_UNFINISHED) {
    await say(ctx, line('helper.menu.many', { most: MOST_UNFINISHED }), [[helperMenu]]);
    return;
  }
  await ctx.turn.once('park', codecs.nothing, (inside) => parkDraft(inside, account.id, REGISTER));
  await enter(ctx, REGISTER, { open: 'fresh' });
}

/** *Laporan bulan ini*: the numbered list of everybody, noted before it is shown. */
async function showMonth(ctx: BotContext, member: MemberRow): Promise<void> {
  await ctx.turn.once('served', codecs.nothing, (inside) =>
    noteServedRead(inside, member, { list: 'report' }),
  );
  const served = await servedBusinesses(ctx.turn.services, member);
  if (served.length === 0) {
    await say(ctx, line('helper.list.none'), [[helperMenu]]);
    return;
  }
  await enterList(ctx, served);
}

/** The last finished month; one that is locked is asked instead. */
async function enterList(ctx: BotContext, served: readonly ServedBusiness[]): Promise<void> {
  const { services } = ctx.turn;
  const today = todayOf(services);
  const month: Month = addMonths(monthOf(today), -1);
  const state = monthState(month, today, await lockedMonths(services), services.office.reportOpenMonths);
  const seed: Readonly<Record<string, Json>> = {
    [ORDER.key]: served.map(({ business }) => business.id),
    ...(state === 'open' ? { [MONTH.key]: month } : {}),
  };
  await enter(ctx, REPORT, { open: 'fresh', seed });
}

const nameOf = ({ owner, business }: ServedBusiness): Line =>
  ownerAndBusiness(ownerTitle(owner.name, owner.salutation), business.name);

async function showOwners(ctx: BotContext, member: Helper, page = 0): Promise<void> {
  await ctx.turn.once('served', codecs.nothing, (inside) =>
    noteServedRead(inside, member, { list: 'owners' }),
  );
  const served = await servedBusinesses(ctx.turn.services, member);
  const span = spanOf(page, served.length);
  await showList(ctx, {
    head:
      served.length === 0
        ? line('helper.list.none')
        : line('helper.owners.head', { count: { count: served.length } }),
    rows: partOf(served, span).map((it) => ({
      text: nameOf(it),
      data: servedOneRoute.to('o', it.business.id),
    })),
    span,
    to: (it) => servedRoute.to(it),
    under: [[helperMenu]],
  });
}

async function showOwner(ctx: BotContext, it: ServedBusiness): Promise<void> {
  const { services } = ctx.turn;
  const { business, owner } = it;
  const place = (code: string | undefined): string =>
    [...services.office.areas.kecamatan, ...services.office.areas.desa].find((area) => area.code === code)
      ?.name ?? '–';
  const reports = it.reports.slice(-MONTHS_SHOWN).toReversed();
  const lines = [
    nameOf(it),
    named(business.number ?? '–'),
    line('helper.place', {
      place: { list: [named(place(business.desa)), named(place(business.kecamatan))] },
    }),
    ...(owner.phone === undefined ? [] : [named(maskPhone(owner.phone))]),
    line('common.blank'),
    line(reports.length === 0 ? 'helper.owners.noFigures' : 'helper.owners.figures'),
    ...reports.map((report) =>
      line('helper.owners.figure', {
        month: { monthShort: report.month },
        amount: { rupiah: report.amount },
      }),
    ),
  ];
  await show(ctx, lines, [
    ...phoneRow('help', owner.phone, business.id),
    [button('helper.owners.fix', servedOneRoute.to('fix', business.id))],
    [button('helper.group.button', servedGroupRoute.to(business.id))],
    [button('helper.stop.button', endServiceRoute.to(business.id))],
    [button('helper.menu.owners', servedRoute.to())],
    [helperMenu],
  ]);
}

const ended = codecs.optional(codecs.json(z.object({ number: z.string(), dueOn: z.string() }).nullable()));

/** The owner withdraws the consent, or wants everything erased: asked once more, then at once. */
async function withdraw(
  ctx: BotContext,
  member: Helper,
  businessId: number,
  sure?: 'yes' | 'erase',
): Promise<void> {
  const { services } = ctx.turn;
  if (sure === undefined) {
    const [served] = await servedBusinesses(services, member, [businessId]);
    if (served === undefined) return oldPress(ctx);
    const owner = { line: ownerTitle(served.owner.name, served.owner.salutation) };
    await say(ctx, line('helper.stop.ask', { owner }), [
      [button('common.button.noChange', servedOneRoute.to('o', businessId))],
      [button('helper.stop.yes', endServiceRoute.to(businessId, 'yes'))],
      [button('helper.stop.erase', endServiceRoute.to(businessId, 'erase'))],
    ]);
    return;
  }
  const erasure = await ctx.turn.once(`withdraw:${businessId}`, ended, async (inside) => {
    const done = await withdrawAssisted(inside, member, businessId, sure === 'erase');
    if (done?.erasure === undefined) return done === undefined ? undefined : null;
    return { number: done.erasure.number, dueOn: done.erasure.dueOn };
  });
  if (erasure === undefined) return oldPress(ctx);
  await say(
    ctx,
    erasure === null
      ? line('helper.stop.done')
      : line('helper.stop.erased', { number: erasure.number, day: { day: erasure.dueOn } }),
    [[helperMenu], [staffMenuButton]],
  );
}
