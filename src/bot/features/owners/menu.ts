import { dayPart } from '../../../domain/greeting.ts';
import { jakartaTime } from '../../../domain/dates.ts';
import { line, type Line } from '../../../i18n.ts';
import { openDrafts } from '../../../services/drafts.ts';
import { peopleOf } from '../../../services/accounts.ts';
import type { Button } from '../../conversations/engine/form.ts';
import { scripts } from '../../conversations/index.ts';
import { paragraphs, send, inline } from '../../send.ts';
import type { BotContext } from '../../turn.ts';

/** The greeting that fits the hour in Gresik. */
export function greeting(now: Date): Line {
  return line(`start.greeting.${dayPart(jakartaTime(now).hour)}`);
}

/** What matters to this person now: what was begun, what is due, what can be done. */
export async function showMenu(ctx: BotContext, before?: Line): Promise<void> {
  const { services, account } = ctx.turn;
  const hello = greeting(services.now());
  const begun = await begunForms(ctx);
  const registered = account.person !== undefined;
  const text = before ?? (registered ? line('start.menu', { greeting: { line: hello } }) : line('start.welcome', { greeting: { line: hello } }));
  const shared = registered && (await peopleOf(services, account.id)).length > 1;
  const rows: (readonly Button[])[] = registered
    ? [
        ...begun,
        [button('start.menu.trainings', 'trainings'), button('start.menu.ask', 'ask')],
        [button('start.menu.data', 'data')],
        [button('start.menu.registerMore', 'register')],
        ...(shared ? [[button('start.menu.switch', 'switch')]] : []),
      ]
    : [
        ...begun,
        ...(begun.length === 0 ? [[button('start.menu.register', 'register')]] : []),
        [button('start.menu.trainings', 'trainings'), button('start.menu.ask', 'ask')],
        [button('start.menu.official', 'official')],
      ];
  await send(ctx, paragraphs(ctx, [text]), inline(ctx, rows));
}

function button(key: Parameters<typeof line>[0], data: string): Button {
  return { label: line(key), data };
}

/** Forms with a draft that waits to be finished. */
async function begunForms(ctx: BotContext): Promise<readonly (readonly Button[])[]> {
  const drafts = await openDrafts(ctx.turn.services, ctx.turn.account.id);
  return drafts.flatMap((draft) => {
    const form = scripts.flatMap((script) => script.forms).find((it) => it.name === draft.form);
    return form === undefined || form.brief === true ? [] : [[{ label: line('start.menu.resume', { form: { line: line(form.title) } }), data: `resume.${draft.id}` }]];
  });
}

