import type { Document } from 'grammy/types';
import { parseProgramme } from '../../../domain/eligibility/programme-file.ts';
import { may } from '../../../domain/office/roles.ts';
import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import {
  imported,
  importProgramme,
  type Imported,
} from '../../../services/partnership/programmes/programme-import.ts';
import { buttonRow, staffMenuButton } from '../../buttons.ts';
import { download } from '../../download.ts';
import { programmeRoute, programmesRoute } from '../../routes/staff.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { ofNew, type Place } from '../place.ts';

const MOST_BYTES = 500_000;
const SHOWN = 15;

/** The JSON file of a programme, sent by whoever looks after programmes, whatever is open in the chat. */
export const programmeFileSent: Place = ofNew((ctx, { document }) => {
  const { member } = ctx.turn;
  if (document === undefined || member === undefined || !may(member, 'programmes')) return undefined;
  if (!/\.json\s*$/i.test(document.file_name ?? '')) return undefined;
  return async () => {
    ctx.turn.duty = 'programmes';
    await take(ctx, member, document);
    return 'done';
  };
});

async function take(ctx: BotContext, member: MemberRow, document: Document): Promise<void> {
  const data =
    (document.file_size ?? 0) > MOST_BYTES ? undefined : await download(ctx, document.file_id, MOST_BYTES);
  if (data === undefined) {
    await say(ctx, line('programme.import.large'), [[staffMenuButton]]);
    return;
  }
  const read = parseProgramme(data.toString('utf8'));
  const done: Imported = read.ok
    ? await ctx.turn.once('programme-import', codecs.json(imported), (inside) =>
        importProgramme(inside, member.number, read.value),
      )
    : { kind: 'refused', problems: read.problems };
  if (done.kind === 'drafted') {
    await say(ctx, line('programme.import.done', { id: done.programmeId }), [
      buttonRow('programme.show', programmeRoute.to(done.id)),
      buttonRow('programme.menu', programmesRoute.to()),
      [staffMenuButton],
    ]);
    return;
  }
  const { problems } = done;
  await say(
    ctx,
    [
      line('programme.import.refused', { count: { count: problems.length } }),
      ...problems
        .slice(0, SHOWN)
        .map(({ where, expected, got }) =>
          line('programme.import.problem', { where: where === '' ? '–' : where, expected, got }),
        ),
      ...(problems.length > SHOWN
        ? [line('programme.import.more', { count: { count: problems.length - SHOWN } })]
        : []),
    ],
    [buttonRow('programme.menu', programmesRoute.to()), [staffMenuButton]],
  );
}
