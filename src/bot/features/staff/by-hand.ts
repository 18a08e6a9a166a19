import { whatsAppLink } from '../../../domain/people/whatsapp.ts';
import { clip } from '../../../domain/words/clip.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  noteByHandRead,
  peopleByHand,
  seenByHand,
  tickByHand,
  type ByHand,
  type SeenByHand,
  type Tick,
} from '../../../services/announcements/hand-deliveries.ts';
import { announcementFor, type Announcement } from '../../../services/announcements/announcements.ts';
import { memberByNumber, type MemberRow } from '../../../services/office/members.ts';
import { notePhoneRead } from '../../../services/people/phone-looks.ts';
import { trainingById } from '../../../services/trainings/trainings.ts';
import type { Button } from '../../message.ts';
import { announcementWords } from '../../../reports/announcement-lines.ts';
import { buttonRow, staffMenuButton } from '../../buttons.ts';
import { partOf, showList, spanOf } from '../../pages.ts';
import { announcementRoute, byHandListRoute, byHandRoute } from '../../routes/staff.ts';
import { oldPress, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { phoneLines } from './phones.ts';
import { areaName } from '../../../reports/business-lines.ts';

/** *Tanpa Telegram*: who fits an announcement and has to be told by phone or WhatsApp, one by one. */
export function byHandTools(): readonly Press[] {
  return [
    onPress(
      byHandListRoute,
      onDuty('announce', async (ctx, member, id, page = 0) => {
        const it = await announcementFor(ctx.turn.services, member, id);
        if (it === undefined) return oldPress(ctx);
        await showPeople(ctx, member, it, page);
      }),
    ),
    onPress(
      byHandRoute,
      onDuty('announce', async (ctx, member, id, personId, verb) => {
        const it = await announcementFor(ctx.turn.services, member, id);
        if (it === undefined) return oldPress(ctx);
        const seat = verb === undefined ? 'none' : await tick(ctx, member, { it, personId, verb });
        await showOne(ctx, member, it, personId, seat);
      }),
    ),
  ];
}

async function showPeople(ctx: BotContext, member: MemberRow, it: Announcement, page: number): Promise<void> {
  const { services } = ctx.turn;
  const people = await peopleByHand(services, it);
  const span = spanOf(page, people.length);
  await ctx.turn.once(`by-hand:${it.id}:${span.page}`, codecs.nothing, (inside) =>
    noteByHandRead(inside, member, it),
  );
  const seen = await seenByHand(services, it, partOf(people, span));
  const ticks = ({ told, joins }: ByHand): Line =>
    line(`broadcast.hand.is.${joins === undefined ? (told === undefined ? 'open' : 'told') : 'joins'}`);
  await showList(
    ctx,
    {
      head:
        people.length === 0
          ? line('broadcast.hand.none')
          : line('broadcast.hand.list', {
              count: { count: people.length },
              told: { count: people.filter(({ told }) => told !== undefined).length },
              joins: { count: people.filter(({ joins }) => joins !== undefined).length },
            }),
      rows: seen.map((one) => ({
        text: line('broadcast.hand.item', {
          name: clip(one.name ?? '–', 40),
          business: clip(one.business ?? '–', 40),
          ticks: { line: ticks(one) },
        }),
        data: byHandRoute.to(it.id, one.personId),
      })),
      span,
      to: (other) => byHandListRoute.to(it.id, other),
      under: [buttonRow('broadcast.button.show', announcementRoute.to(it.id, 'show')), [staffMenuButton]],
    },
    'look',
  );
}

type Verb = 'told' | 'untold' | 'joins' | 'unjoins';

const ticks = {
  told: { what: 'told', on: true },
  untold: { what: 'told', on: false },
  joins: { what: 'joins', on: true },
  unjoins: { what: 'joins', on: false },
} as const satisfies Readonly<Record<Verb, { readonly what: 'told' | 'joins'; readonly on: boolean }>>;

const seatKinds = [
  'none',
  'seated',
  'waiting',
  'already',
  'closed',
  'cancelled',
  'over',
  'unknown',
  'not-now',
  'not-yours',
  'full',
] as const;

type Seat = (typeof seatKinds)[number];

/** Ticks once; gives what came of it in the training. */
function tick(
  ctx: BotContext,
  member: MemberRow,
  { it, personId, verb }: { readonly it: Announcement; readonly personId: number; readonly verb: Verb },
): Promise<Seat> {
  return ctx.turn.once(`by-hand:${it.id}:${personId}:${verb}`, codecs.word(seatKinds), async (inside) => {
    const ticked = await tickByHand(inside, member, { announcementId: it.id, personId }, ticks[verb]);
    return ticked.kind === 'done' ? (ticked.seat ?? 'none') : 'none';
  });
}

/** What came of a tick in the training; nothing where there is none. */
function seatLines(seat: Seat, name: string): readonly Line[] {
  if (seat === 'none') return [];
  const said = seat === 'seated' ? line('broadcast.hand.seated') : line(`staff.add.done.${seat}`, { name });
  return [said, line('common.blank')];
}

/** One of them with the number, the words of the announcement for WhatsApp, and the ticks. */
async function showOne(
  ctx: BotContext,
  member: MemberRow,
  it: Announcement,
  personId: number,
  seat: Seat,
): Promise<void> {
  const { services } = ctx.turn;
  const people = await peopleByHand(services, it);
  const known = people.find((one) => one.personId === personId);
  const [one] = known === undefined ? [] : await seenByHand(services, it, [known]);
  if (one === undefined) return oldPress(ctx);
  // Noted before it is shown: what cannot be logged is not shown.
  await ctx.turn.once('phone', codecs.nothing, (inside) =>
    notePhoneRead(inside, member, { personId }, 'announcement'),
  );
  const rest = people.filter(({ personId: other, told }) => other !== personId && told === undefined);
  const next = rest.find((other) => other.personId > personId) ?? rest[0];
  await show(
    ctx,
    [...seatLines(seat, one.name ?? '–'), ...(await cardLines(ctx, it, one))],
    [
      ...tickRows(it, one),
      ...(next === undefined
        ? []
        : [
            [
              {
                label: line('verification.button.next', { count: { count: rest.length } }),
                data: byHandRoute.to(it.id, next.personId),
              },
            ],
          ]),
      buttonRow('broadcast.hand.back', byHandListRoute.to(it.id)),
      [staffMenuButton],
    ],
    'look',
  );
}

function tickRows(it: Announcement, one: SeenByHand): readonly (readonly Button[])[] {
  const row = (on: boolean, key: 'told' | 'joins'): readonly Button[] => {
    const verb = on ? (`un${key}` as const) : key;
    return buttonRow(`broadcast.hand.${key}${on ? 'On' : 'Off'}`, byHandRoute.to(it.id, one.personId, verb));
  };
  const joins = one.joins !== undefined;
  return [
    row(one.told !== undefined, 'told'),
    // Whoever has a seat is taken off the list of the training, where the others move up.
    ...(joins && it.trainingId !== undefined ? [] : [row(joins, 'joins')]),
  ];
}

async function cardLines(ctx: BotContext, it: Announcement, one: SeenByHand): Promise<readonly Line[]> {
  const { services, texts, to } = ctx.turn;
  const { phone } = one;
  const training = it.trainingId === undefined ? undefined : await trainingById(services, it.trainingId);
  const words = announcementWords(services, texts, to, it, training);
  const ticked = async (key: 'told' | 'joins', by: Tick | undefined): Promise<readonly Line[]> =>
    by === undefined
      ? []
      : [
          line(`broadcast.hand.${key}`, {
            name: (await memberByNumber(services, by.by))?.name ?? by.by,
            at: { moment: by.at.toISOString() },
          }),
        ];
  const where = one.kecamatan === undefined ? undefined : areaName(services, one.kecamatan);
  return [
    named(one.name ?? '–'),
    ...[one.business, where].flatMap((each) => (each === undefined ? [] : [named(each)])),
    ...(phone === undefined
      ? [line('broadcast.hand.noPhone')]
      : [...phoneLines(phone), line('broadcast.hand.link', { link: whatsAppLink(phone, words) })]),
    ...(await ticked('told', one.told)),
    ...(await ticked('joins', one.joins)),
  ];
}
