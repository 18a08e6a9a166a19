import { clip } from '../../../domain/words/clip.ts';
import { line, named, type Line } from '../../../i18n.ts';
import type { CaseEvent, OpenCase } from '../../../services/cases/case-desk.ts';
import { casesOfChat, type OwnCase } from '../../../services/cases/own-cases.ts';
import { applicationsOf, type Application } from '../../../services/partnership/applications/applications.ts';
import { programmeOf } from '../../../services/partnership/applications/application-progress.ts';
import { statusName } from '../../application-lines.ts';
import { askButton, button, menuButton, requestsButton } from '../../buttons.ts';
import type { Button } from '../../message.ts';
import { applicationRoute, ownCaseRoute, ownRequestsRoute } from '../../routes/owners.ts';
import { partOf, spanOf, turnRow } from '../../pages.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { notYours } from './applications.ts';
import { partnerOf } from '../../../reports/agreement-lines.ts';
import { programmeName } from '../../../reports/application-lines.ts';

/** Rows of one page. */
const PAGE = 6;
/** More than this nobody reads again here. */
const MOST = 60;

/** One row: what it is and where it stands, and the button that opens it. */
interface Row {
  readonly at: Date;
  readonly text: (number: number) => Line;
  readonly button: (number: number) => Button;
}

/** *Permintaan saya*: what was asked and applied for, the newest first, with where it stands. */
export async function showRequests(ctx: BotContext, page = 0): Promise<void> {
  const { services, account } = ctx.turn;
  const { person } = account;
  const cases = await casesOfChat(services, account, MOST);
  const applications = person === undefined ? [] : await applicationsOf(services, person.id, MOST);
  const rows = [...cases.map(caseRow), ...applications.map((it) => applicationRow(ctx, it))].toSorted(
    (a, b) => b.at.getTime() - a.at.getTime(),
  );
  if (rows.length === 0) {
    await say(ctx, line('case.own.none'), [[askButton], [menuButton]]);
    return;
  }
  const span = spanOf(page, rows.length, PAGE);
  const shown = partOf(rows, span);
  const first = span.slice.skip + 1;
  await say(
    ctx,
    [line('case.own.head'), ...shown.map(({ text }, at) => text(first + at))],
    [
      ...shown.map((it, at) => [it.button(first + at)]),
      ...turnRow(span, (to) => ownRequestsRoute.to(to)),
      [askButton, menuButton],
    ],
  );
}

function caseRow(it: OwnCase): Row {
  const kind = { line: line(`case.kind.${it.kind}`) };
  const state = { line: stateOf(it) };
  return {
    at: it.createdAt,
    text: (number) =>
      it.text === undefined
        ? line('case.own.plain', { number, kind, state })
        : line('case.own.words', { number, words: clip(it.text.replaceAll(/\s+/g, ' '), 60), state }),
    button: (number) => ({
      label: line('case.own.open', { number, what: kind }),
      data: ownCaseRoute.to('see', it.id),
    }),
  };
}

function applicationRow({ turn }: BotContext, it: Application): Row {
  const programme = programmeOf(turn.services, it);
  const partner = partnerOf(turn.services, it);
  const what = line(it.status === 'active' ? 'start.menu.cooperation' : 'start.menu.application', {
    partner,
  });
  return {
    at: it.appliedAt,
    text: (number) =>
      line('case.own.plain', {
        number,
        kind: { line: programmeName(programme) },
        state: { line: statusName(it.status, programme) },
      }),
    button: (number) => ({
      label: line('case.own.open', { number, what: { line: what } }),
      data: applicationRoute.to(it.id),
    }),
  };
}

function stateOf({ status, waitingFor, dueOn }: OwnCase | OpenCase): Line {
  if (status !== 'open') return line(`case.own.state.${status}`);
  return waitingFor === 'owner'
    ? line('case.own.state.answered')
    : line('case.own.state.waiting', { day: { dayShort: dueOn } });
}

/** What is shown again of a case at most. */
const MOST_EVENTS = 6;
const MOST_WORDS = 500;

/** One case: what was asked, what came back, where it stands, and how to go on with it. */
export async function showRequest(ctx: BotContext, it: OpenCase): Promise<void> {
  if (it.personId !== undefined && it.personId !== ctx.turn.account.person?.id) return notYours(ctx);
  const said = it.events.flatMap(eventLine).slice(-MOST_EVENTS);
  await say(
    ctx,
    [
      line('case.own.title', { kind: { line: line(`case.kind.${it.kind}`) }, number: it.number }),
      line('case.own.since', { moment: { moment: it.createdAt.toISOString() } }),
      ...(it.text === undefined ? [] : [line('common.blank'), named(clip(it.text, MOST_WORDS))]),
      ...said.flatMap((event) => [line('common.blank'), event]),
      line('common.blank'),
      line('case.own.stands', { state: { line: stateOf(it) } }),
    ],
    [
      [
        button('case.owner.reply', ownCaseRoute.to('reply', it.id)),
        ...(it.status === 'resolved' ? [button('case.owner.helped', ownCaseRoute.to('yes', it.id))] : []),
      ],
      [requestsButton, menuButton],
    ],
  );
}

const shownKinds = ['message-out', 'message-in', 'resolved'] as const;

/** What both sides have written; what the office did among itself is not for the owner. */
function eventLine({ kind: of, at, by, text, file }: CaseEvent): readonly Line[] {
  const kind = shownKinds.find((it) => it === of);
  if (kind === undefined) return [];
  const words = [
    ...(text === undefined ? [] : [named(clip(text, MOST_WORDS))]),
    ...(file === undefined ? [] : [line('case.event.file')]),
  ];
  return [
    line(`case.own.event.${kind}`, {
      at: { moment: at.toISOString() },
      member: by ?? '–',
      words: { list: words },
    }),
  ];
}
