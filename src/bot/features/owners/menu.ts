import { dayPart } from '../../../domain/words/greeting.ts';
import { localTime } from '../../../domain/when/dates.ts';
import type { Month } from '../../../domain/month/month.ts';
import { line, type Line } from '../../../i18n.ts';
import { casesOfChat } from '../../../services/cases/own-cases.ts';
import { findDraft, findDrafts, holdsAnswer } from '../../../services/core/drafts.ts';
import type { Services } from '../../../services/core/services.ts';
import { monthDue, reporterOf } from '../../../services/sales/sales-history.ts';
import type { Button } from '../../message.ts';
import { formTitle } from '../../conversations/titles.ts';
import {
  askButton,
  button,
  dataButton,
  guideButton,
  menuButton,
  registerButton,
  requestsButton,
  staffMenuButton,
} from '../../buttons.ts';
import { resumeRoute } from '../../routes/forms.ts';
import { claimRoute, reportMonthRoute } from '../../routes/owners.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { trainingMenu } from './training-menu.ts';

/** The greeting that fits the hour. */
function greeting({ now, office }: Services): Line {
  return line(`start.greeting.${dayPart(localTime(now(), office.zone).hour)}`);
}

/** What matters to this person now: what was begun, what is due, what can be done; `hello` greets in kind. */
export async function showMenu(ctx: BotContext, before?: Line, hello?: Line): Promise<void> {
  const { services, account } = ctx.turn;
  const begun = await begunForms(ctx);
  const registered = account.person !== undefined;
  const reporter =
    account.person === undefined ? undefined : await reporterOf(services, account.id, account.person.id);
  // Whoever withdrew the consent to reports is not asked for one.
  const reports = reporter?.consented === true ? reporter : undefined;
  const due = reports === undefined ? undefined : monthDue(services, reports);
  const text = before ?? greetingText(registered, hello ?? greeting(services), due);
  const shared = (reporter?.sharing ?? 0) > 1;
  // Whoever has not registered may have asked something all the same.
  const asked = !registered && (await casesOfChat(services, account, 1)).length > 0;
  const trainings = await trainingMenu(ctx);
  const rows: (readonly Button[])[] = registered
    ? [
        ...begun,
        ...trainings.rows,
        ...(reports === undefined || reports.businesses.length === 0 ? [] : [reportRow(due)]),
        [button('report.own.button', 'my-reports'), requestsButton],
        [button('start.menu.trainings', 'trainings'), askButton],
        [button('start.menu.partnership', 'partnership'), dataButton],
        [...(shared ? [button('start.menu.switch', 'switch')] : []), button('start.menu.more', 'more')],
      ]
    : [
        ...begun,
        ...trainings.rows,
        ...(begun.length === 0 ? [[registerButton]] : []),
        [button('start.menu.trainings', 'trainings'), askButton],
        ...(asked ? [[requestsButton]] : []),
        [button('helper.claim.menu', claimRoute.to())],
        [button('start.menu.official', 'official')],
      ];
  if (ctx.turn.member !== undefined) rows.unshift([staffMenuButton]);
  const news = before === undefined ? trainings.lines.flatMap((it) => [line('common.blank'), it]) : [];
  await say(ctx, [text, ...news], rows);
}

function greetingText(registered: boolean, hello: Line, missing: Month | undefined): Line {
  const params = { greeting: { line: hello } };
  if (!registered) return line('start.welcome', params);
  return missing === undefined
    ? line('start.menu', params)
    : line('start.menu.missing', { ...params, month: { month: missing } });
}

/** The report stands first; when last month is missing, its button begins with that month. */
function reportRow(due: Month | undefined): readonly Button[] {
  if (due === undefined) return [button('start.menu.report', 'report')];
  return [{ label: line('report.menu.month', { month: { month: due } }), data: reportMonthRoute.to(due) }];
}

/** What few people need, or once. */
export async function showMore(ctx: BotContext): Promise<void> {
  await say(ctx, line('start.more'), [
    [button('start.menu.registerMore', 'register')],
    [button('photo.menu', 'my-business')],
    [button('group.menu', 'groups')],
    [button('start.menu.official', 'official')],
    [guideButton],
    [button('start.menu.language', 'language')],
    [menuButton],
  ]);
}

/** Forms of this person with a draft that waits to be finished; others on the same phone have their own. */
async function begunForms(ctx: BotContext): Promise<readonly (readonly Button[])[]> {
  const { services, account } = ctx.turn;
  const drafts = await findDrafts(services, account.id);
  const own = drafts.filter((draft) => draft.byPerson === null || draft.byPerson === account.person?.number);
  const rows: (readonly Button[])[] = [];
  for (const { id, form } of own) {
    const title = formTitle(form);
    // What was opened and never answered is no beginning.
    const payload = title === undefined ? undefined : (await findDraft(services, account.id, form))?.payload;
    if (title === undefined || payload === undefined || !holdsAnswer(payload)) continue;
    rows.push([
      { label: line('start.menu.resume', { form: { within: line(title) } }), data: resumeRoute.to(id) },
    ]);
  }
  return rows;
}
