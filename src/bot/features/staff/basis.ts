import { todayOf } from '../../../services/core/services.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { basisPage, type BasisPage, type BasisRow } from '../../../reports/pictures/basis-page.ts';
import { announcementFor } from '../../../services/announcements/announcements.ts';
import { notReachedReasons } from '../../../services/announcements/audience.ts';
import {
  invitationBasis,
  type InvitationBasis,
  type Signatory,
} from '../../../services/announcements/invitation-basis.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { criteriaLines } from '../../../reports/audience-lines.ts';
import { quotaLine } from '../../conversations/announcements/announce/seats.ts';
import { topicLabels, trainingPlace, trainingTime } from '../../../reports/announcement-lines.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { announcementRoute } from '../../routes/staff.ts';
import { oldPress } from '../../send.ts';
import { sendSheets } from '../../sheets.ts';
import { answerPress, type BotContext } from '../../turn.ts';

/** Sends the page *Dasar undangan* of an announcement: criteria, counts, rule of the seats, who decided. */
export async function sendBasis(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const { services } = ctx.turn;
  const it = await announcementFor(services, member, id);
  const basis = it === undefined ? undefined : await invitationBasis(services, it.id);
  if (basis === undefined) return oldPress(ctx);
  await answerPress(ctx);
  const page = pageOf(ctx, basis);
  const { code } = basis.announcement;
  await sendSheets(
    ctx,
    {
      name: `dasar-undangan-${code}`,
      title: page.title,
      pages: [basisPage(page)],
      caption: line('announce.basis.caption', { code }),
    },
    [[button('announce.receipt.show', announcementRoute.to(id, 'show'))], [staffMenuButton]],
  );
}

function pageOf(ctx: BotContext, basis: InvitationBasis): BasisPage {
  const { services, texts, to } = ctx.turn;
  const word = (text: Line): string => texts.plain(text, to);
  const row = (label: Line, value: Line, strong = false): BasisRow => ({
    label: word(label),
    value: word(value),
    strong,
  });
  const { announcement: it, training } = basis;
  const head = training?.title ?? it.text;
  return {
    office: services.office.name,
    title: word(line('announce.basis.title')),
    subject: head,
    code: word(line('announce.basis.code', { code: it.code })),
    asOf: word(line('announce.basis.asOf', { date: { date: todayOf(services).toString() } })),
    sections: [
      ...(training === undefined
        ? []
        : [
            {
              heading: word(line('announce.basis.training')),
              rows: [
                row(line('announce.basis.number'), named(training.number)),
                row(line('announce.topic.label'), line(topicLabels[training.topic])),
                row(line('announce.time.label'), trainingTime(services, training)),
                row(line('announce.place.label'), trainingPlace(services, training)),
              ],
            },
          ]),
      {
        heading: word(line('announce.basis.criteria')),
        rows: criteriaLines(it.audience, services).map((text, index) =>
          row(index === 0 ? line('announce.audience.label') : line('common.blank'), text),
        ),
      },
      { heading: word(line('announce.basis.reach')), rows: reachRows(basis, row) },
      ...(training === undefined
        ? []
        : [
            {
              heading: word(line('announce.basis.seats')),
              rows: seatRows(basis, row, services.office.areas),
            },
          ]),
      { heading: word(line('announce.basis.decision')), rows: decisionRows(basis, row) },
    ],
    footer: [
      word(line(basis.frozen ? 'announce.basis.frozen' : 'announce.basis.now')),
      word(line('announce.basis.noNames')),
    ],
  };
}

type MakeRow = (label: Line, value: Line, strong?: boolean) => BasisRow;

function reachRows({ matched, reached, notReached }: InvitationBasis, row: MakeRow): readonly BasisRow[] {
  const people = (count: number): Line => line('announce.basis.people', { count: { count } });
  return [
    row(line('announce.basis.matched'), people(matched)),
    row(line('announce.basis.reached'), people(reached), true),
    ...notReachedReasons
      .filter((reason) => notReached[reason] > 0)
      .map((reason) => row(line(`announce.basis.not.${reason}`), people(notReached[reason]))),
  ];
}

function seatRows(
  { training }: InvitationBasis,
  row: MakeRow,
  areas: Parameters<typeof quotaLine>[2],
): readonly BasisRow[] {
  if (training === undefined) return [];
  const { seats, seatRule, quota, drawSeed, preferUnseated } = training;
  return [
    row(line('announce.seats.label'), line('announce.seats.show', { count: { count: seats } })),
    row(line('announce.rule.label'), line(`announce.rule.${seatRule}`)),
    ...(seatRule === 'quota' && quota !== undefined
      ? [row(line('announce.quota.label'), quotaLine(quota, seats, areas))]
      : []),
    ...(preferUnseated ? [row(line('common.blank'), line('announce.basis.prefer'))] : []),
    ...(drawSeed === undefined ? [] : [row(line('announce.basis.seed'), named(drawSeed))]),
  ];
}

function decisionRows(
  { announcement: it, by, approvedBy }: InvitationBasis,
  row: MakeRow,
): readonly BasisRow[] {
  return [
    row(line('announce.basis.by'), signature(by)),
    row(
      line('announce.basis.written'),
      line('announce.moment', { at: { moment: it.createdAt.toISOString() } }),
    ),
    ...(it.approvalFor.length === 0
      ? []
      : [
          row(
            line('announce.basis.approvedBy'),
            approvedBy === undefined ? line('announce.basis.waiting') : signature(approvedBy),
          ),
        ]),
    ...(it.urgentReason === undefined ? [] : [row(line('announce.reason.label'), named(it.urgentReason))]),
    row(
      line('announce.basis.sent'),
      line('announce.moment', { at: { moment: (it.startedAt ?? it.scheduledAt).toISOString() } }),
    ),
  ];
}

function signature(who: Signatory | undefined): Line {
  if (who === undefined) return line('announce.basis.unknown');
  return named(who.post === undefined ? who.name : `${who.name}, ${who.post}`);
}
