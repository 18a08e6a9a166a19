import { clip } from '../../../domain/words/clip.ts';
import { maskPhone } from '../../../domain/people/identity.ts';
import { line, type Line, type TextKey } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { audit } from '../../../services/core/audit.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  decideVerification,
  mayVerify,
  noteRegistrationRead,
  registrationFile,
  registrationNumber,
  countRegistrations,
  registrationsAt,
  waitingBeside,
  type RegistrationFile,
  type Twin,
  type WaitingRegistration,
} from '../../../services/people/verifications.ts';
import type { Button } from '../../message.ts';
import { ABOUT } from '../../conversations/people/propose-change.ts';
import { NUMBER } from '../../conversations/people/verification-note.ts';
import { fieldName } from '../../outbox/messages/proposals.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import {
  mergeRoute,
  registrationListRoute,
  registrationRoute,
  registrationsRoute,
} from '../../routes/staff.ts';
import { A_PAGE, showList, spanOf } from '../../pages.ts';
import { oldPress, say, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { phoneRow } from './phones.ts';
import { areaName, businessLines, dayOf } from '../../../reports/business-lines.ts';

const back: Button = button('verification.back', registrationsRoute.to());

/** *Pendaftaran baru*: what nobody has looked at, oldest first; one registration; and what was found. */
export function verificationTools(): readonly Press[] {
  return [
    onPress(
      registrationsRoute,
      onDuty('cases', (ctx, member) => showWaiting(ctx, member, 'open', 0)),
    ),
    onPress(registrationListRoute, onDuty('cases', showWaiting)),
    onPress(
      registrationRoute,
      onDuty('cases', async (ctx, member, id, verb) => {
        if (!(await mayVerify(ctx.turn.services, member, id))) return oldPress(ctx);
        await (verb === undefined ? showOne : verbs[verb])(ctx, member, id);
      }),
    ),
  ];
}

/** Everything that can be done with a registration. */
const verbs = {
  right: markRight,
  fix: (ctx, _member, id) => enter(ctx, 'propose-change', { open: 'fresh', seed: { [ABOUT.key]: id } }),
  two: async (ctx, _member, id) =>
    enter(ctx, 'verification-twice', {
      open: 'fresh',
      seed: { [ABOUT.key]: id, [NUMBER.key]: await numberOf(ctx.turn.services, id) },
    }),
} as const satisfies Readonly<
  Record<string, (ctx: BotContext, member: MemberRow, id: number) => Promise<void>>
>;

async function numberOf(services: Services, id: number): Promise<string> {
  return (await registrationNumber(services, id)) ?? '–';
}

async function showWaiting(
  ctx: BotContext,
  member: MemberRow,
  which: 'open' | 'twice',
  page: number,
): Promise<void> {
  const { services } = ctx.turn;
  const count = await countRegistrations(services, member, which);
  const span = spanOf(page, count);
  const rows = await registrationsAt(services, member, which, span.slice);
  await ctx.turn.once(`read:registrations:${which}:${span.page}`, codecs.nothing, (inside) =>
    audit(inside, {
      actor: member.number,
      action: 'verification.list',
      details: { which, page: span.page, shown: rows.length },
    }),
  );
  const [some, none]: readonly [TextKey, TextKey] =
    which === 'open'
      ? ['verification.list', 'verification.list.empty']
      : ['verification.list.twice', 'verification.list.twiceEmpty'];
  await showList(ctx, {
    head: count === 0 ? line(none) : line(some, { count: { count } }),
    rows: rows.map((it) => ({
      text: itemLine(services, it),
      data: registrationRoute.to(it.businessId),
    })),
    span,
    to: (it) => registrationListRoute.to(which, it),
    under: [
      which === 'open'
        ? buttonRow('verification.button.twice', registrationListRoute.to('twice', 0))
        : [back],
      [staffMenuButton],
    ],
  });
}

function itemLine(services: Services, it: WaitingRegistration): Line {
  return line(it.status === 'asked' ? 'verification.item.asked' : 'verification.item', {
    owner: clip(it.owner ?? '–', 40),
    business: clip(it.name ?? '–', 40),
    number: it.number ?? '–',
    day: { dayShort: dayOf(services, it.openedAt) },
  });
}

/** One registration, after what was just done with another one. */
async function showOne(
  ctx: BotContext,
  member: MemberRow,
  id: number,
  done: readonly Line[] = [],
): Promise<void> {
  const { services } = ctx.turn;
  await ctx.turn.once(`read:registration:${id}`, codecs.nothing, (inside) =>
    noteRegistrationRead(inside, member, id),
  );
  const file = await registrationFile(services, member, id);
  if (file === undefined) return oldPress(ctx);
  // The next one never stands where the last one was decided: a finger that presses twice would decide it, too.
  await (done.length === 0 ? show : say)(
    ctx,
    [...done, ...fileLines(services, file)],
    [
      ...(file.status === 'right'
        ? []
        : [
            buttonRow('verification.button.right', registrationRoute.to(id, 'right')),
            buttonRow('verification.button.fix', registrationRoute.to(id, 'fix')),
            ...(file.status === 'twice'
              ? []
              : [buttonRow('verification.button.twice', registrationRoute.to(id, 'two'))]),
          ]),
      ...(file.twins.some((it) => it.businessId !== undefined)
        ? [buttonRow('verification.button.same', mergeRoute.to(id))]
        : []),
      ...phoneRow('verify', file.owner.phone, id),
      [back],
      [staffMenuButton],
    ],
  );
}

function fileLines(services: Services, file: RegistrationFile): readonly Line[] {
  const { business, owner } = file;
  return [
    line('verification.one', {
      number: business.number ?? '–',
      moment: { moment: file.openedAt.toISOString() },
      status: { line: line(`verification.status.${file.status}`) },
    }),
    ...(file.note === undefined ? [] : [line('verification.note', { note: file.note })]),
    line('common.blank'),
    line('application.owner', { name: owner.name ?? '–' }),
    line('application.phone', { phone: owner.phone === undefined ? '–' : maskPhone(owner.phone) }),
    file.maskedNik === undefined
      ? line('application.nik.none')
      : line('application.nik', { nik: file.maskedNik }),
    ...businessLines(services, business),
    ...(file.twins.length === 0
      ? []
      : [
          line('common.blank'),
          line('verification.twins'),
          ...file.twins.slice(0, A_PAGE).map((it) => twinLine(services, it)),
        ]),
    ...(file.proposals.length === 0
      ? []
      : [
          line('common.blank'),
          line('verification.proposals'),
          ...file.proposals.slice(-A_PAGE).map(proposalLine),
        ]),
  ];
}

export function twinLine(services: Services, it: Twin): Line {
  const values = {
    number: it.number ?? '–',
    where: it.kecamatan === undefined ? '–' : (areaName(services, it.kecamatan) ?? it.kecamatan),
    why: { list: it.why.map((reason) => line(`verification.why.${reason}`)) },
  };
  return it.name === undefined
    ? line('verification.twin', values)
    : line('verification.twin.named', { ...values, name: it.name });
}

const proposalStates: Readonly<Record<string, TextKey>> = {
  waiting: 'verification.proposal.waiting',
  taken: 'verification.proposal.taken',
  kept: 'verification.proposal.kept',
  outdated: 'verification.proposal.outdated',
};

function proposalLine(it: RegistrationFile['proposals'][number]): Line {
  const state = proposalStates[it.status];
  return line('verification.proposal', {
    moment: { moment: it.at.toISOString() },
    field: { line: fieldName(it.field) },
    status: { line: state === undefined ? line('common.noWords') : line(state) },
  });
}

/** Marks it, and goes on to the next one at once. */
async function markRight(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const { services } = ctx.turn;
  const number = await numberOf(services, id);
  const done = await ctx.turn.once(`verify:${id}`, codecs.boolean, (inside) =>
    decideVerification(inside, member, id, { status: 'right' }),
  );
  const marked = line(done ? 'verification.done.right' : 'verification.late', { number });
  const { left, next } = await waitingBeside(services, member, id);
  if (next === undefined)
    return void (await say(ctx, [marked, line('verification.left.none')], [[back], [staffMenuButton]]));
  await showOne(ctx, member, next, [
    marked,
    line('verification.left', { count: { count: left } }),
    line('common.blank'),
  ]);
}
