import { z } from 'zod';
import { criteriaOf } from '../../../domain/eligibility/standing.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { mayAnnounceTo, worksIn } from '../../../domain/office/roles.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { countMatches, matchesIn } from '../../../services/partnership/programmes/matches.ts';
import {
  programmeFile,
  type ProgrammeFile,
} from '../../../services/partnership/programmes/programme-desk.ts';
import { allowNews, newsIsOn } from '../../../services/partnership/programmes/programme-news.ts';
import { testLine } from '../../conversations/partnership/programme/criteria.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import { areaLine } from '../../member-lines.ts';
import {
  businessRoute,
  matchesRoute,
  matchListRoute,
  programmeRoute,
  tellRoute,
} from '../../routes/staff.ts';
import { A_PAGE, showList, spanOf } from '../../pages.ts';
import { oldPress, say, show } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

/** Who fits an open programme: numbers first, then names by kecamatan, and *Kirim kabar*. */
export function matchTools(): readonly Press[] {
  return [
    onPress(
      matchesRoute,
      onDuty('programmes', (ctx, member, id) => withOpen(ctx, member, id, showMatches)),
    ),
    onPress(
      matchListRoute,
      onDuty('programmes', (ctx, member, id, kecamatan, page) =>
        withOpen(ctx, member, id, (inner, _member, file, programme) =>
          showNames(inner, member, file, programme, { kecamatan, page }),
        ),
      ),
    ),
    onPress(
      tellRoute,
      onDuty('announce', (ctx, member, id, sure) =>
        withOpen(ctx, member, id, (inner, _member, file, programme) =>
          tell(inner, member, file, programme, sure !== undefined),
        ),
      ),
    ),
  ];
}

async function withOpen(
  ctx: BotContext,
  member: MemberRow,
  id: number,
  act: (ctx: BotContext, member: MemberRow, file: ProgrammeFile, programme: Programme) => Promise<void>,
): Promise<void> {
  const file = await programmeFile(ctx.turn.services, id);
  if (file?.current === undefined) return oldPress(ctx);
  if (file.status === 'open') return act(ctx, member, file, file.current);
  await say(ctx, line('programme.tell.late'), back(file));
}

const back = ({ id }: ProgrammeFile) => [
  buttonRow('programme.show', programmeRoute.to(id)),
  [staffMenuButton],
];

async function showMatches(
  ctx: BotContext,
  member: MemberRow,
  file: ProgrammeFile,
  programme: Programme,
): Promise<void> {
  const { services } = ctx.turn;
  await answerPress(ctx, line('programme.preview.counting'));
  const it = await countMatches(services, member, programme);
  const { areas } = services.office;
  const isOn = await newsIsOn(services, file);
  const maySend = mayAnnounceTo(member, [], undefined) && !isOn;
  await show(
    ctx,
    [
      line('programme.matches.head', {
        name: { line: { local: programme.name } },
        version: programme.version,
        area: { line: areaLine(member.kecamatan, areas) },
      }),
      line('programme.matches.fits', { count: { count: it.fits } }),
      line('programme.matches.channels', { chat: { count: it.chat }, phone: { count: it.phone } }),
      line('programme.matches.nearly', { count: { count: it.nearly } }),
      ...it.lacks.map(({ criterion, count }) =>
        line('programme.matches.lacks', {
          it: { line: conditionLine(ctx, programme, criterion) },
          count: { count },
        }),
      ),
      ...(isOn ? [line('common.blank'), line('programme.tell.on')] : []),
      ...(it.areas.length === 0 ? [] : [line('common.blank'), line('programme.matches.ask')]),
    ],
    [
      ...it.areas.map(({ code, fits, nearly }) => [
        {
          label: line('programme.matches.area', { name: nameOf(ctx, code), fits, nearly }),
          data: matchListRoute.to(file.id, code, 0),
        },
      ]),
      ...(maySend ? [buttonRow('programme.tell', tellRoute.to(file.id))] : []),
      ...back(file),
    ],
  );
}

function nameOf({ turn }: BotContext, code: string): string {
  return turn.services.office.areas.kecamatan.find((it) => it.code === code)?.name ?? code;
}

function conditionLine(ctx: BotContext, programme: Programme, criterion: string): Line {
  const { areas } = ctx.turn.services.office;
  const found = criteriaOf(programme).find(({ id }) => id === criterion);
  return found === undefined ? named(criterion) : testLine(found.test, { base: programme, areas });
}

const shownMatches = z.object({
  matches: z.array(
    z.object({
      businessId: z.number(),
      name: z.string().optional(),
      missing: z.string().optional(),
      channels: z.array(z.enum(['chat', 'phone'])),
    }),
  ),
  count: z.number(),
});

async function showNames(
  ctx: BotContext,
  member: MemberRow,
  file: ProgrammeFile,
  programme: Programme,
  at: { readonly kecamatan: string; readonly page: number },
): Promise<void> {
  if (!worksIn(member, at.kecamatan)) return oldPress(ctx);
  await answerPress(ctx, line('programme.preview.counting'));
  const { matches, count } = await ctx.turn.once(
    `matches:${file.id}:${at.kecamatan}:${at.page}`,
    codecs.json(shownMatches),
    async (inside) => {
      const found = await matchesIn(inside, member, programme, { ...at, take: A_PAGE });
      return {
        count: found.count,
        matches: found.matches.map(({ name, missing, ...it }) => ({
          ...it,
          channels: [...it.channels],
          ...(name === undefined ? {} : { name }),
          ...(missing === undefined ? {} : { missing }),
        })),
      };
    },
  );
  await showList(
    ctx,
    {
      head: [
        line('programme.matches.list', {
          name: { line: { local: programme.name } },
          area: nameOf(ctx, at.kecamatan),
        }),
        ...(matches.length === 0 ? [line('programme.matches.none')] : []),
      ],
      rows: matches.map((it) => ({
        text: line('programme.matches.item', {
          business: it.name ?? '–',
          why: {
            line:
              it.missing === undefined
                ? line('programme.matches.all')
                : line('programme.matches.missing', {
                    it: { line: conditionLine(ctx, programme, it.missing) },
                  }),
          },
          channels: {
            list:
              it.channels.length === 0
                ? [line('programme.matches.channel.none')]
                : it.channels.map((channel) => line(`programme.matches.channel.${channel}`)),
          },
        }),
        data: businessRoute.to(it.businessId),
      })),
      span: spanOf(at.page, count),
      to: (it) => matchListRoute.to(file.id, at.kecamatan, it),
      under: [buttonRow('programme.matches', matchesRoute.to(file.id)), [staffMenuButton]],
    },
    'look',
  );
}

/** Owners in the whole kabupaten are told, so whoever works in a part of it does not press this. */
async function tell(
  ctx: BotContext,
  member: MemberRow,
  file: ProgrammeFile,
  programme: Programme,
  sure: boolean,
): Promise<void> {
  if (!mayAnnounceTo(member, [], undefined)) return oldPress(ctx);
  if (!sure) {
    const sample = line(`partnership.news.fits.${programme.kind}`, {
      business: { line: line('programme.tell.sample') },
      programme: { line: { local: programme.name } },
    });
    await say(ctx, line('programme.tell.sure', { sample: { line: sample } }), [
      buttonRow('programme.tell.yes', tellRoute.to(file.id, 'yes')),
      [button('common.button.noChange', programmeRoute.to(file.id))],
    ]);
    return;
  }
  const done = await ctx.turn.once(`tell:${file.id}`, codecs.json(z.boolean()), (inside) =>
    allowNews(inside, member.number, file),
  );
  await say(ctx, line(done ? 'programme.tell.done' : 'programme.tell.late'), back(file));
}
