import { line, named } from '../../../i18n.ts';
import { audit } from '../../../services/core/audit.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { noteApplicationRead } from '../../../services/partnership/applications/application-desk.ts';
import {
  decideLetter,
  deskLetter,
  letterDecisions,
  takeBackLetter,
  waitingLetters,
} from '../../../services/partnership/steps/partner-letters.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import { decisionRows } from '../../partner-letter-lines.ts';
import { applicationsRoute, deskApplicationRoute, letterRoute, lettersRoute } from '../../routes/staff.ts';
import { A_PAGE, showList, spanOf } from '../../pages.ts';
import { oldPress, say, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { steppedText } from '../../../reports/application-lines.ts';
import { letterLinesOf } from '../../../reports/partner-letter-lines.ts';

/** What officers have entered in the name of companies, which waits for a second officer. */
export function partnerLetterTools(): readonly Press[] {
  return [
    onPress(
      letterRoute,
      onDuty('cases', (ctx, member, id, verb) =>
        verb === 'show' ? showLetter(ctx, member, id) : decide(ctx, member, id, verb),
      ),
    ),
    onPress(lettersRoute, onDuty('cases', showWaiting)),
  ];
}

async function showLetter(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const { services, once } = ctx.turn;
  const it = await deskLetter(services, member, id);
  if (it === undefined) return oldPress(ctx);
  const { application, change } = it;
  await once(`read:application:${application.id}`, codecs.nothing, (inside) =>
    noteApplicationRead(inside, member, application),
  );
  const back = [{ label: named(application.number), data: deskApplicationRoute.to(application.id) }];
  if (change.status !== 'waiting') {
    await say(ctx, line('change.decided.gone'), [back, [staffMenuButton]]);
    return;
  }
  await show(ctx, await letterLinesOf(services, it), [
    ...(change.createdBy === member.number
      ? [buttonRow('change.letter.button.back', letterRoute.to(id, 'back'))]
      : decisionRows(it)),
    back,
    [staffMenuButton],
  ]);
}

async function decide(
  ctx: BotContext,
  member: MemberRow,
  id: number,
  verb: 'yes' | 'no' | 'back',
): Promise<void> {
  const { services, once } = ctx.turn;
  const it = await deskLetter(services, member, id);
  const done = await once(`letter:${id}`, codecs.word(letterDecisions), (inside) =>
    verb === 'back' ? takeBackLetter(inside, id, member) : decideLetter(inside, id, member, verb === 'yes'),
  );
  if (it === undefined || done === 'not-yours') return oldPress(ctx);
  const { id: application, number, status } = it.application;
  await say(
    ctx,
    done === 'barred' ? steppedText({ kind: 'barred', status }, number) : line(`change.decided.${done}`),
    [[{ label: named(number), data: deskApplicationRoute.to(application) }], [staffMenuButton]],
  );
}

async function showWaiting(ctx: BotContext, member: MemberRow, page: number): Promise<void> {
  const { services, once } = ctx.turn;
  const { count, waiting } = await waitingLetters(services, member, { skip: page * A_PAGE, take: A_PAGE });
  const span = spanOf(page, count);
  await once(`read:letters:${page}`, codecs.nothing, (inside) =>
    audit(inside, { actor: member.number, action: 'application.list', details: { waits: true, page } }),
  );
  await showList(ctx, {
    head: line(count === 0 ? 'change.letter.none' : 'change.letter.list', { count: { count } }),
    rows: waiting.map(({ change, application: { number } }) => ({
      text: line('change.letter.item', {
        number,
        what: { line: line(`change.what.${change.wanted.kind}`, { title: number }) },
      }),
      data: letterRoute.to(change.id, 'show'),
    })),
    span,
    to: (it) => lettersRoute.to(it),
    under: [[button('application.back', applicationsRoute.to())], [staffMenuButton]],
  });
}
