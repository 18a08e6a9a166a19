import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { instantAt } from '../../../domain/when/dates.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { entryLine, namesOf } from '../../../reports/audit-lines.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { audit, auditEntries } from '../../../services/core/audit.ts';
import { namesOfSubjects } from '../../../services/office/audit-names.ts';
import { allMembers, type MemberRow } from '../../../services/office/members.ts';
import { type Services, todayOf } from '../../../services/core/services.ts';
import type { Button } from '../../message.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { auditByRoute, auditRoute, auditViewRoute } from '../../routes/staff.ts';
import type { CallbackData } from '../../routes/route.ts';
import { A_PAGE, spanSeen, turnRow } from '../../pages.ts';
import { oldPress, show } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

/** What of the log is shown: a day or all, one actor or all, and a page of what stood there up to an entry (0: the newest). */
interface View {
  readonly day: string | undefined;
  readonly actor: string | undefined;
  readonly upTo: number;
  readonly page: number;
}

const MOST_PEOPLE = 40;
const ANY = 'all';
const NEWEST = { upTo: 0, page: 0 };

const dataOf = ({ day, actor, upTo, page }: View): CallbackData =>
  auditViewRoute.to(day ?? ANY, actor ?? ANY, upTo, page);

/** *Log audit*: who saw, sent and changed what, by day and by person. Reading it stands in it, too. */
export function auditTools(): readonly Press[] {
  return [
    onPress(
      auditRoute,
      onDuty(
        'audit',
        whole((ctx, member) => showView(ctx, member, { day: undefined, actor: undefined, ...NEWEST })),
      ),
    ),
    onPress(
      auditViewRoute,
      onDuty(
        'audit',
        whole(async (ctx, member, day, actor, upTo, page = 0) => {
          if (day !== ANY && !isDay(day)) return oldPress(ctx);
          return showView(ctx, member, {
            day: day === ANY ? undefined : day,
            actor: actor === ANY ? undefined : actor,
            upTo,
            page,
          });
        }),
      ),
    ),
    onPress(
      auditByRoute,
      onDuty(
        'audit',
        whole((ctx, _member, day) => pickPerson(ctx, day === ANY ? undefined : day)),
      ),
    ),
  ];
}

/** The log belongs to no kecamatan: it is for admins of the whole kabupaten. */
function whole<Values extends readonly unknown[]>(
  handler: (ctx: BotContext, member: MemberRow, ...values: Values) => Promise<void>,
): (ctx: BotContext, member: MemberRow, ...values: Values) => Promise<void> {
  return async (ctx, member, ...values) => {
    if (member.kecamatan.length === 0) return handler(ctx, member, ...values);
    await answerPress(ctx, line('member.audit.limited'));
  };
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** What of an entry is shown. */
const entry = z.object({
  id: z.number(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string().optional(),
});

async function showView(ctx: BotContext, member: MemberRow, view: View): Promise<void> {
  const { services } = ctx.turn;
  // What cannot be noted is not shown: both stand in one transaction.
  const entries = await ctx.turn.once(
    `audit:${dataOf(view)}`,
    codecs.json(z.array(entry).readonly()),
    async (inside) => {
      await audit(inside, {
        actor: member.number,
        action: 'audit.read',
        details: { day: view.day ?? null, actor: view.actor ?? null, upTo: view.upTo, page: view.page },
      });
      return entriesOf(inside, view);
    },
  );
  const span = spanSeen(view.page, entries);
  const who = await namesOf(services);
  const shown = entries.slice(0, A_PAGE);
  const names = await namesOfSubjects(
    services,
    shown.flatMap(({ subject }) => subject ?? []),
  );
  const lines = shown.flatMap((it) => [named(''), entryLine(it, who, names)]);
  await show(
    ctx,
    [headLine(view, who), ...(lines.length === 0 ? [line('member.audit.none')] : lines)],
    [
      // Pages of what stood there at the first look: each look adds an entry.
      ...turnRow(span, (page) =>
        dataOf({ ...view, upTo: view.upTo === 0 ? (entries[0]?.id ?? 0) : view.upTo, page }),
      ),
      ...buttonsOf(view, todayOf(services)),
    ],
  );
}

async function entriesOf(services: Services, view: View): Promise<readonly z.infer<typeof entry>[]> {
  const from =
    view.day === undefined
      ? undefined
      : instantAt(Temporal.PlainDate.from(view.day), new Temporal.PlainTime(), services.office.zone);
  const rows = await auditEntries(services, {
    take: A_PAGE + 1,
    skip: view.page * A_PAGE,
    upTo: view.upTo === 0 ? undefined : view.upTo,
    actor: view.actor,
    span: from === undefined ? undefined : { from, to: new Date(from.getTime() + 24 * 3_600_000) },
  });
  return rows.map(({ id, at, actor, action, subject }) => ({
    id,
    at: at.toISOString(),
    actor,
    action,
    ...(subject === undefined ? {} : { subject }),
  }));
}

function headLine({ day, actor }: View, who: (actor: string) => Line): Line {
  return line('member.audit.head', {
    day: day === undefined ? { line: line('member.audit.allDays') } : { date: day },
    who: { line: actor === undefined ? line('member.audit.everybody') : who(actor) },
  });
}

function buttonsOf(view: View, today: Temporal.PlainDate): readonly (readonly Button[])[] {
  const newest = { ...view, ...NEWEST };
  const day = view.day === undefined ? undefined : Temporal.PlainDate.from(view.day);
  const dayButton = (to: Temporal.PlainDate, label: 'dayBefore' | 'dayAfter'): Button => ({
    label: line(`member.audit.${label}`, { date: { date: to.toString() } }),
    data: dataOf({ ...newest, day: to.toString() }),
  });
  return [
    day === undefined
      ? [{ label: line('member.audit.today'), data: dataOf({ ...newest, day: today.toString() }) }]
      : [
          dayButton(day.subtract({ days: 1 }), 'dayBefore'),
          ...(Temporal.PlainDate.compare(day, today) < 0
            ? [dayButton(day.add({ days: 1 }), 'dayAfter')]
            : []),
        ],
    ...(day === undefined
      ? []
      : [[{ label: line('member.audit.anyDay'), data: dataOf({ ...newest, day: undefined }) }]]),
    [
      view.actor === undefined
        ? button('member.audit.person', auditByRoute.to(view.day ?? ANY))
        : { label: line('member.audit.anyone'), data: dataOf({ ...newest, actor: undefined }) },
    ],
    [staffMenuButton],
  ];
}

async function pickPerson(ctx: BotContext, day: string | undefined): Promise<void> {
  const people = (await allMembers(ctx.turn.services)).toReversed().slice(0, MOST_PEOPLE);
  const row = (actor: string, label: Line): readonly Button[] => [
    { label, data: dataOf({ day, actor, ...NEWEST }) },
  ];
  await show(ctx, line('member.audit.pick'), [
    ...people.map((it) =>
      row(it.number, line('member.item', { name: it.name, role: { line: line(`staff.role.${it.role}`) } })),
    ),
    row('cli', line('member.audit.cli')),
    row('system', line('member.audit.system')),
    [staffMenuButton],
  ]);
}
