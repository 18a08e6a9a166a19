import { InputFile, type MiddlewareFn } from 'grammy';
import { z } from 'zod';
import { line, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { consentsOf, hasConsent, subjectOf, type Subject } from '../../../services/people/consents.ts';
import { recall } from '../../../services/core/effects.ts';
import { rememberFigures } from '../../../services/people/figures.ts';
import { dataReaders } from '../../../services/data-rights/data-readers.ts';
import { myData, myForms, type MyBusiness } from '../../../services/data-rights/my-data.ts';
import { hasAgreementFor, ownConsent, withdraw } from '../../../services/data-rights/withdrawals.ts';
import type { Button } from '../../message.ts';
import { disclosureLine, ownRecallLine, toDestroyLines } from '../../../reports/disclosure-lines.ts';
import { recallsAbout } from '../../../services/partnership/partners/recalls.ts';
import { disclosuresOf } from '../../../services/partnership/candidates/disclosures.ts';
import { erasedText } from '../../conversations/data-rights/erase.ts';
import { meantFor } from '../../conversations/people/own-business.ts';
import { button, dataButton, menuButton } from '../../buttons.ts';
import { businessDataRoute, readersRoute, withdrawRoute, withdrawnRoute } from '../../routes/owners.ts';
import { partOf, spanOf, turnRow } from '../../pages.ts';
import { inline, oldPress, say, send } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { dataFiles } from './data-copy.ts';
import {
  applicationLine,
  caseLine,
  consentLines,
  partnerName,
  personLines,
  photoLines,
  purposeLine,
  reportLines,
} from './data-lines.ts';
import { businessLines } from '../../../reports/business-lines.ts';

const blank = line('common.blank');
const dataButtons: readonly (readonly Button[])[] = [
  [button('data.button.correct', 'data-correct'), button('data.button.copy', 'data-copy')],
  [button('data.button.consents', 'data-consents')],
  [button('data.button.readers', readersRoute.to())],
  [button('photo.menu', 'my-business')],
  [button('data.button.status', 'data-status')],
  [button('data.button.erase', 'erase'), menuButton],
];

/** Everything that is kept about the person whose turn it is, in short messages. */
export async function showData(ctx: BotContext): Promise<void> {
  const { services, account } = ctx.turn;
  if (account.person === undefined) return;
  const data = await myData(services, account.person.id);
  const [only, ...others] = data.businesses;
  const several = only !== undefined && others.length > 0;
  await showFigures(ctx, [
    line('data.heading'),
    blank,
    ...personLines(data),
    ...(only === undefined || several
      ? []
      : [blank, ...businessLines(services, only), ...photoLines(only), ...reportLines(only)]),
  ]);
  if (several)
    await say(
      ctx,
      line('data.several', { count: data.businesses.length }),
      data.businesses.map((it) => [
        { label: { local: { id: it.name ?? '–', en: it.name ?? '–' } }, data: businessDataRoute.to(it.id) },
      ]),
    );
  const consents = consentLines(services, data);
  const cases = data.cases.filter((it) => it.status === 'open');
  const groups: readonly (readonly Line[])[] = [
    consents.length === 0 ? [line('data.consents.none')] : [line('data.consents.heading'), ...consents],
    data.applications.length === 0
      ? []
      : [
          line('data.applications'),
          ...data.applications.slice(-10).map((it) => applicationLine(services, it)),
        ],
    cases.length === 0 ? [] : [line('data.cases'), ...cases.slice(-10).map(caseLine)],
    [line('data.officer', { officer: services.office.dataOfficer })],
  ];
  const lines = groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : [blank, ...group]));
  await say(ctx, lines, dataButtons);
}

/** Money stands in it, so "Sembunyikan angka" can delete it. */
async function showFigures(
  ctx: BotContext,
  lines: readonly Line[],
  buttons?: readonly (readonly Button[])[],
): Promise<void> {
  const messageId = await say(ctx, lines, buttons);
  await rememberFigures(ctx.turn.services, ctx.turn.account.id, [messageId]);
}

async function showBusiness(ctx: BotContext, it: MyBusiness): Promise<void> {
  await showFigures(
    ctx,
    [...businessLines(ctx.turn.services, it), ...photoLines(it), ...reportLines(it)],
    [[button('data.button.correct', 'data-correct')], [dataButton, menuButton]],
  );
}

/** Two documents: one to read, one for other programs (UU 27/2022: access, copy, portability). */
export async function sendCopy(ctx: BotContext): Promise<void> {
  const { services, account, texts, to } = ctx.turn;
  if (account.person === undefined) return;
  const files = dataFiles(
    ctx.turn,
    await myData(services, account.person.id),
    await myForms(services, account.person.id),
    await dataReaders(services, account.person.id),
  );
  for (const file of files)
    await ctx.replyWithDocument(new InputFile(Buffer.from(file.text, 'utf8'), file.name));
  await send(ctx, texts.html(line('data.copy.sent'), to), inline(ctx, [[dataButton, menuButton]]));
}

const READERS_SHOWN = 10;

/** *Siapa melihat data saya*: companies by what their people are, newest first. */
async function showReaders(ctx: BotContext, page = 0): Promise<void> {
  const { services, account } = ctx.turn;
  if (account.person === undefined) return oldPress(ctx);
  const disclosed = await disclosuresOf(services, { personId: account.person.id });
  const recalls = await recallsAbout(services, account.person.id);
  const span = spanOf(page, disclosed.length, READERS_SHOWN);
  await say(
    ctx,
    [
      line(disclosed.length === 0 ? 'data.readers.none' : 'data.readers.head'),
      ...partOf(disclosed, span).map(disclosureLine),
      ...(recalls.length === 0 || span.page > 0
        ? []
        : [blank, line('data.readers.asked'), ...recalls.map(ownRecallLine)]),
      blank,
      line('data.readers.office'),
    ],
    [
      ...turnRow(span, (it) => readersRoute.to(it)),
      [button('data.button.copy', 'data-copy')],
      [dataButton, menuButton],
    ],
  );
}

export async function showConsents(ctx: BotContext): Promise<void> {
  const { services, account } = ctx.turn;
  if (account.person === undefined) return;
  const given = await consentsOf(services, account.person.id);
  const again = (await hasConsent(services, account.person.id, 'registration'))
    ? []
    : [[button('data.consents.again', 'consent-again')]];
  const back = [dataButton, menuButton];
  if (given.length === 0) {
    await say(ctx, line('data.consents.none'), [...again, back]);
    return;
  }
  const data = await myData(services, account.person.id);
  const news = given.some((it) => it.purpose === 'training-news')
    ? [[button('broadcast.button.news', 'news-settings')]]
    : [];
  const programmes = [[button('partnership.news.title', 'programme-news')]];
  // One button a purpose: what is withdrawn is the purpose, not one of its texts.
  const purposes = given.filter(
    (it, index) => given.findIndex((other) => other.purpose === it.purpose) === index,
  );
  const buttons = purposes.map((it) => [
    {
      label: line('data.consents.withdraw', { purpose: { line: purposeLine(services, it.purpose) } }),
      data: withdrawRoute.to(it.id),
    },
  ]);
  await say(
    ctx,
    [line('data.consents.heading'), ...consentLines(services, data), blank, line('data.consents.ask')],
    [...buttons, ...news, ...programmes, ...again, back],
  );
}

/** Says plainly what follows, before anything is withdrawn. */
async function confirmWithdrawal(ctx: BotContext, consentId: number): Promise<void> {
  const { services, account } = ctx.turn;
  const own =
    account.person === undefined ? undefined : await ownConsent(services, account.person.id, consentId);
  if (account.person === undefined || own === undefined || own.withdrawn) return oldPress(ctx);
  const subject = subjectOf(own.purpose);
  if (subject === undefined || subject.of === 'training') return oldPress(ctx);
  const text = await confirmation(services, account.person.id, subject);
  await say(ctx, text, [
    [button('data.consents.yes', withdrawnRoute.to(consentId))],
    [button('common.button.noChange', 'data-unchanged')],
  ]);
}

async function confirmation(
  services: BotContext['turn']['services'],
  personId: number,
  subject: Exclude<Subject, { readonly of: 'training' }>,
): Promise<Line> {
  switch (subject.of) {
    case 'own':
      return line(`data.consents.confirm.${subject.purpose}`);
    case 'group':
      return line('data.consents.confirm.group');
    case 'survey':
      return line('data.consents.confirm.survey');
    case 'exact':
    case 'partner': {
      const { programme, of } = subject;
      const agreed = of === 'partner' && (await hasAgreementFor(services, personId, programme));
      return line(`data.consents.confirm.${agreed ? 'agreement' : of}`, {
        partner: partnerName(services, programme),
      });
    }
  }
}

const stored = z.object({
  purpose: z.string(),
  recalls: z
    .array(z.object({ number: z.string(), dueOn: z.string() }))
    .readonly()
    .optional(),
  /** An agreement is signed, and its record stays. */
  agreed: z.boolean().optional(),
});

/** The requests to companies to destroy what they have, and what they had been shown until then. */
async function requestedLines(
  { turn: { services, account } }: BotContext,
  { recalls = [] }: z.infer<typeof stored>,
): Promise<readonly Line[]> {
  if (recalls.length === 0) return [];
  const known = await recallsAbout(services, account.person?.id ?? 0);
  const lines: Line[] = [];
  for (const { number, dueOn } of recalls) {
    const about = known.find((it) => it.number === number)?.about;
    const seen = about === undefined ? [] : await toDestroyLines(services, about);
    lines.push(
      blank,
      line('data.consents.recall', { number, day: { day: dueOn } }),
      ...(seen.length === 0 ? [] : [line('candidate.recall.seen'), ...seen]),
    );
  }
  return lines;
}

async function carryOutWithdrawal(ctx: BotContext, consentId: number): Promise<void> {
  const { services, account } = ctx.turn;
  const { person } = account;
  const own = person === undefined ? undefined : await ownConsent(services, person.id, consentId);
  if (person === undefined || own === undefined) return oldPress(ctx);
  const done = await ctx.turn.once(
    'withdraw',
    codecs.json(stored),
    async (inside) =>
      (await withdraw(inside, { personId: person.id, accountId: account.id, consentId })) ?? {
        purpose: own.purpose,
      },
  );
  const back = [dataButton, menuButton];
  const subject = subjectOf(done.purpose);
  const fixed = subject?.of === 'own' ? subject.purpose : undefined;
  if (fixed === 'registration') {
    await say(ctx, line('data.consents.done.registration'), [
      [button('data.button.erase', 'erase')],
      [button('data.consents.again', 'consent-again')],
      back,
    ]);
    return;
  }
  if (fixed !== undefined) {
    const again =
      fixed === 'training-news'
        ? button('start.trainings.news', 'news')
        : button('partnership.news.title', 'programme-news');
    await say(
      ctx,
      [line(`data.consents.done.${fixed}`), ...(await requestedLines(ctx, done))],
      fixed === 'profit' || fixed === 'photos' ? [back] : [[again], back],
    );
    return;
  }
  if (subject?.of === 'survey') {
    await say(ctx, line('data.consents.done.survey'), [back]);
    return;
  }
  if (subject?.of !== 'partner' && subject?.of !== 'exact') {
    await say(ctx, line('data.consents.done.group'), [[button('group.menu', 'groups')], back]);
    return;
  }
  const partner = partnerName(services, subject.programme);
  if (subject.of === 'exact') {
    await say(
      ctx,
      [line('data.consents.done.exact', { partner }), ...(await requestedLines(ctx, done))],
      [back],
    );
    return;
  }
  if (done.agreed === true) await say(ctx, line('data.consents.done.agreement', { partner }));
  await say(
    ctx,
    (done.recalls ?? []).length === 0
      ? line('data.consents.done.partnerOnly', { partner })
      : [line('data.consents.done.partner', { partner }), ...(await requestedLines(ctx, done))],
    [back],
  );
}

export const correctData = (ctx: BotContext): Promise<void> =>
  enter(ctx, 'correct', { open: 'fresh', seed: meantFor(ctx.turn.account.person?.id) });
export const changeBusinessStatus = (ctx: BotContext): Promise<void> =>
  enter(ctx, 'business-status', { open: 'fresh', seed: meantFor(ctx.turn.account.person?.id) });
export const giveConsentAgain = (ctx: BotContext): Promise<void> =>
  enter(ctx, 'consent-again', { open: 'fresh', seed: meantFor(ctx.turn.account.person?.id) });
/** Also for whoever never registered: an unfinished form and a question are data as well. */
export const askErasure = (ctx: BotContext): Promise<void> =>
  enter(ctx, 'erase', { open: 'fresh', seed: meantFor(ctx.turn.account.person?.id) });

/** As much of the outcome of a form as tells whether it has erased. */
const maybeErased = codecs.optional(
  codecs.json(
    z.object({
      result: z
        .object({ kind: z.literal('erased') })
        .optional()
        .catch(undefined),
    }),
  ),
);

/**
 * The update that erased is tried again when its answer did not get out: the chat is a stranger's by then, and
 * only the ledger still knows what to say.
 */
export function erasedAgain(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    if (await isErased(ctx)) await say(ctx, erasedText({ kind: 'erased' }));
    else await next();
  };
}

async function isErased({ turn }: BotContext): Promise<boolean> {
  if (!turn.repeated) return false;
  const done = await recall(turn.services, turn.cause, 'form', maybeErased);
  return done?.result !== undefined;
}

/** Buttons that carry a number, which may be forged: only what belongs to the active person is touched. */
export function myDataButtons(): readonly Press[] {
  return [
    onPress(businessDataRoute, async (ctx, id) => {
      const { services, account } = ctx.turn;
      const data = account.person === undefined ? undefined : await myData(services, account.person.id);
      const it = data?.businesses.find((own) => own.id === id);
      if (it === undefined) return oldPress(ctx);
      await showBusiness(ctx, it);
    }),
    onPress(readersRoute, showReaders),
    onPress(withdrawRoute, confirmWithdrawal),
    onPress(withdrawnRoute, carryOutWithdrawal),
  ];
}
