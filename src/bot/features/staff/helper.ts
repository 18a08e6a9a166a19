import { Composer, type MiddlewareFn } from 'grammy';
import { z } from 'zod';
import { maskPhone } from '../../../domain/people/identity.ts';
import { addMonths, jakartaDate, monthOf, type Month } from '../../../domain/month/month.ts';
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
import { parkDraft, pickUpDraft, unfinishedOf, type DraftRow } from '../../../services/core/drafts.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { lockedMonths } from '../../../services/sales/sales-history.ts';
import { answersOf, draftCodec } from '../../conversations/engine/draft.ts';
import { whoOf } from '../../conversations/engine/filling.ts';
import type { Button } from '../../conversations/engine/form.ts';
import type { Json } from '../../conversations/engine/json.ts';
import { stepToResume } from '../../conversations/engine/screen.ts';
import { loadHelper, REGISTER } from '../../conversations/helpers/context.ts';
import { assistedRegistration, titleOf } from '../../conversations/helpers/register.ts';
import { MONTH, ORDER, REPORT } from '../../conversations/helpers/report.ts';
import { ownerAndBusiness, ownerTitle } from '../../conversations/helpers/words.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { oneOf, verbIn } from '../../verbs.ts';
import { enter } from '../enter.ts';
import { onDuty } from './duty.ts';
import { handOverTools } from './hand-over.ts';
import { sendSheets } from './helper-sheet.ts';
import { phoneRow } from './phones.ts';

/** Unfinished owners of one helper: a village has no more callers-away than these. */
const MOST_UNFINISHED = 15;
const SHOWN = 10;
const MONTHS_SHOWN = 6;
const helperMenu: Button = { label: line('helper.menu'), data: 's.help' };
const staffMenu: Button = { label: line('staff.button.menu'), data: 's.menu' };

/** *Pendampingan*: entering owners who do not use the bot, their monthly figures, the sheet to print. */
export function helperTools(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery('s.help', onDuty('assist', showHelperMenu));
  composer.callbackQuery('s.help.new', onDuty('assist', begin));
  composer.callbackQuery(
    /^s\.help\.go\.(\d{1,9})$/,
    onDuty('assist', async (ctx) => {
      const { account } = ctx.turn;
      const id = Number(ctx.match[1]);
      const found = await ctx.turn.once(`pick:${id}`, codecs.boolean, (inside) =>
        pickUpDraft(inside, account.id, REGISTER, id),
      );
      if (!found) return oldPress(ctx);
      await enter(ctx, REGISTER, { open: 'continue' });
    }),
  );
  composer.callbackQuery('s.help.list', onDuty('assist', showMonth));
  composer.callbackQuery(
    /^s\.help\.owners(?:\.(\d{1,3}))?$/,
    onDuty('assist', (ctx, member) => showOwners(ctx, member, Number(ctx.match[1] ?? 0))),
  );
  composer.callbackQuery(
    new RegExp(String.raw`^s\.help\.${oneOf(verbs)}\.(\d{1,9})$`),
    onDuty('assist', async (ctx, member) => {
      const [served] = await servedBusinesses(ctx.turn.services, member, [Number(ctx.match[2])]);
      // Whoever it is of: a number made by hand tells nothing.
      if (served === undefined) return oldPress(ctx);
      await ctx.turn.once(`served:${served.business.id}`, codecs.nothing, (inside) =>
        noteServedRead(inside, member, { business: served }),
      );
      await verbIn(verbs, ctx.match[1])?.(ctx, served);
    }),
  );
  composer.callbackQuery(
    /^s\.help\.stop\.(\d{1,9})(?:\.(yes|erase))?$/,
    onDuty('assist', (ctx, member) => withdraw(ctx, member, Number(ctx.match[1]), ctx.match[2])),
  );
  composer.callbackQuery('s.help.sheet', onDuty('assist', sendSheets));
  composer.use(handOverTools());
  return composer.middleware();
}

const verbs = {
  o: showOwner,
  fix: (ctx, served) => openList(ctx, [served]),
} as const satisfies Readonly<Record<string, (ctx: BotContext, served: ServedBusiness) => Promise<void>>>;

async function showHelperMenu(ctx: BotContext, member: MemberRow): Promise<void> {
  const { services, account } = ctx.turn;
  const drafts = await unfinishedOf(services, account.id, REGISTER);
  const unfinished: (readonly Button[])[] = [];
  for (const draft of drafts)
    unfinished.push([{ label: await progressOf(ctx, draft), data: `s.help.go.${draft.id}` }]);
  const count = await countServed(services, member);
  await say(ctx, line('helper.menu.text', { owners: { count }, unfinished: { count: drafts.length } }), [
    [{ label: line('helper.menu.new'), data: 's.help.new' }],
    ...unfinished,
    ...(count === 0
      ? []
      : [
          [{ label: line('helper.menu.list'), data: 's.help.list' }],
          [{ label: line('helper.menu.owners'), data: 's.help.owners' }],
        ]),
    [{ label: line('helper.menu.sheet'), data: 's.help.sheet' }],
    ...(may(member, 'cases') ? [[{ label: line('helper.menu.move'), data: 's.help.move' }]] : []),
    [staffMenu],
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
    today: jakartaDate(now).toString(),
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
  await openList(ctx, served);
}

/** The last finished month; one that is locked is asked instead. */
async function openList(ctx: BotContext, served: readonly ServedBusiness[]): Promise<void> {
  const { services } = ctx.turn;
  const today = jakartaDate(services.now());
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

async function showOwners(ctx: BotContext, member: Helper, page: number): Promise<void> {
  await ctx.turn.once('served', codecs.nothing, (inside) =>
    noteServedRead(inside, member, { list: 'owners' }),
  );
  const served = await servedBusinesses(ctx.turn.services, member);
  const shown = served.slice(page * SHOWN, (page + 1) * SHOWN);
  const next = (page + 1) * SHOWN < served.length ? page + 1 : 0;
  await say(
    ctx,
    served.length === 0
      ? line('helper.list.none')
      : line('helper.owners.head', { count: { count: served.length } }),
    [
      ...shown.map((it) => [{ label: nameOf(it), data: `s.help.o.${it.business.id}` }]),
      ...(served.length > SHOWN ? [[{ label: line('staff.next'), data: `s.help.owners.${next}` }]] : []),
      [helperMenu],
    ],
  );
}

async function showOwner(ctx: BotContext, it: ServedBusiness): Promise<void> {
  const { services } = ctx.turn;
  const { business, owner } = it;
  const place = (code: string | undefined): string =>
    [...services.areas.kecamatan, ...services.areas.desa].find((area) => area.code === code)?.name ?? '–';
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
  await say(ctx, lines, [
    ...phoneRow('help', owner.phone, business.id),
    [{ label: line('helper.owners.fix'), data: `s.help.fix.${business.id}` }],
    [{ label: line('helper.stop.button'), data: `s.help.stop.${business.id}` }],
    [{ label: line('helper.menu.owners'), data: 's.help.owners' }],
    [helperMenu],
  ]);
}

const ended = codecs.optional(codecs.json(z.object({ number: z.string(), dueOn: z.string() }).nullable()));

/** The owner withdraws the consent, or wants everything erased: asked once more, then at once. */
/** The consent is withdrawn, and what was entered is erased with it or not. */
const ways = { yes: false, erase: true } as const;

async function withdraw(
  ctx: BotContext,
  member: Helper,
  businessId: number,
  sure: string | undefined,
): Promise<void> {
  const { services } = ctx.turn;
  if (sure === undefined) {
    const [served] = await servedBusinesses(services, member, [businessId]);
    if (served === undefined) return oldPress(ctx);
    const owner = { line: ownerTitle(served.owner.name, served.owner.salutation) };
    await say(ctx, line('helper.stop.ask', { owner }), [
      [{ label: line('common.button.noChange'), data: `s.help.o.${businessId}` }],
      [{ label: line('helper.stop.yes'), data: `s.help.stop.${businessId}.yes` }],
      [{ label: line('helper.stop.erase'), data: `s.help.stop.${businessId}.erase` }],
    ]);
    return;
  }
  const erases = verbIn(ways, sure);
  if (erases === undefined) return oldPress(ctx);
  const erasure = await ctx.turn.once(`withdraw:${businessId}`, ended, async (inside) => {
    const done = await withdrawAssisted(inside, member, businessId, erases);
    if (done?.erasure === undefined) return done === undefined ? undefined : null;
    return { number: done.erasure.number, dueOn: done.erasure.dueOn };
  });
  if (erasure === undefined) return oldPress(ctx);
  await say(
    ctx,
    erasure === null
      ? line('helper.stop.done')
      : line('helper.stop.erased', { number: erasure.number, day: { day: erasure.dueOn } }),
    [[helperMenu], [staffMenu]],
  );
}
