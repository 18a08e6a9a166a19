import { may } from '../../../domain/office/roles.ts';
import { line } from '../../../i18n.ts';
import { areaLines, meaningLines, resultLines, scopeName } from '../../../reports/result-lines.ts';
import { resultBasisRequest, resultNoteRequest } from '../../../reports/requests.ts';
import { mayExport } from '../../../reports/rights.ts';
import { maySeeScope } from '../../../reports/result-scopes.ts';
import { audit } from '../../../services/core/audit.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { newestResults, type StoredResults } from '../../../services/partnership/results/results.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import { resultPapersRoute, resultRowsRoute, resultsRoute } from '../../routes/staff.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { orderShown } from './exports.ts';

/** *Hasil kemitraan*: the stored results of everybody, of a kecamatan, a company or a programme. */
export function resultTools(): readonly Press[] {
  return [
    onPress(
      resultsRoute,
      onDuty('dashboard', (ctx, member, scope, more) =>
        scope === undefined ? showScopes(ctx, member) : showResults(ctx, member, scope, more),
      ),
    ),
    onPress(
      resultPapersRoute,
      onDuty('export', (ctx, member, word) => order(ctx, member, word, resultNoteRequest)),
    ),
    onPress(
      resultRowsRoute,
      onDuty('export', (ctx, member, word) => order(ctx, member, word, resultBasisRequest)),
    ),
  ];
}

/** The short word of a scope in a button. */
const SHORT = { kecamatan: 'k', partner: 'm', programme: 'p' } as const;

/** A scope as its button carries it. */
export const scopeWord = (scope: string): string => {
  const [kind, key] = scope.split(':');
  const short = Object.entries(SHORT).find(([long]) => long === kind)?.[1];
  return short === undefined || key === undefined ? 'all' : `${short}-${key}`;
};

const foundIn = (
  all: ReadonlyMap<string, StoredResults>,
  member: MemberRow,
  word: string,
): readonly [scope: string, stored: StoredResults] | undefined =>
  [...all].find(([scope]) => maySeeScope(member, scope) && scopeWord(scope) === word);

async function showScopes(ctx: BotContext, member: MemberRow): Promise<void> {
  const { services } = ctx.turn;
  const scopes = [...(await newestResults(services)).keys()].filter((scope) => maySeeScope(member, scope));
  if (scopes.length === 0) {
    await say(ctx, line('result.none'), [[staffMenuButton]]);
    return;
  }
  await say(ctx, line('result.choose'), [
    ...scopes.map((scope) => [
      { label: scopeName(services, scope), data: resultsRoute.to(scopeWord(scope)) },
    ]),
    [staffMenuButton],
  ]);
}

async function showResults(
  ctx: BotContext,
  member: MemberRow,
  word: string,
  more: 'meaning' | 'areas' | undefined,
): Promise<void> {
  const { services } = ctx.turn;
  const all = await newestResults(services);
  const found = foundIn(all, member, word);
  if (found === undefined) return oldPress(ctx);
  const [scope, stored] = found;
  const back = [button('result.button.other', resultsRoute.to()), staffMenuButton];
  if (more === 'meaning') {
    await say(ctx, [...meaningLines, line('common.blank'), line('result.rows.hint')], [back]);
    return;
  }
  await ctx.turn.once(`results:${scope}`, codecs.nothing, (inside) =>
    audit(inside, {
      actor: member.number,
      action: 'results.read',
      details: { scope, month: stored.figures.month },
    }),
  );
  if (more === 'areas') {
    await say(ctx, areaLines(services, stored, scope, all), [back]);
    return;
  }
  await say(ctx, resultLines(services, stored, scopeName(services, scope)), [
    ...(scope.startsWith('kecamatan:')
      ? []
      : [buttonRow('result.button.areas', resultsRoute.to(word, 'areas'))]),
    buttonRow('result.button.meaning', resultsRoute.to(word, 'meaning')),
    ...(mayExport(member, resultBasisRequest(scope, stored, all))
      ? [buttonRow('result.button.rows', resultRowsRoute.to(word))]
      : []),
    ...(may(member, 'export') ? [buttonRow('paper.results.button', resultPapersRoute.to(word))] : []),
    back,
  ]);
}

/** *Cetak laporan* and *Dari mana angka ini*: of the stored results that are on the screen. */
async function order(
  ctx: BotContext,
  member: MemberRow,
  word: string,
  requestOf: typeof resultNoteRequest,
): Promise<void> {
  const all = await newestResults(ctx.turn.services);
  const found = foundIn(all, member, word);
  if (found === undefined) return oldPress(ctx);
  const [scope, stored] = found;
  const request = requestOf(scope, stored, all);
  await orderShown(ctx, member, `${request.report}:${scope}`, request);
}
