import { z } from 'zod';
import { criteriaOf } from '../../../domain/eligibility/standing.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { mayAnnounceTo, worksIn } from '../../../domain/office/roles.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { callResults, type CallResult } from '../../../domain/partnership/supply.ts';
import {
  countMatches,
  matchesIn,
  matchToCall,
  recordCall,
} from '../../../services/partnership/programmes/matches.ts';
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
  callMatchRoute,
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
      callMatchRoute,
      onDuty('programmes', (ctx, member, id, businessId, result) =>
        withOpen(ctx, member, id, (inner, _member, file, programme) =>
          callOne(inner, member, file, programme, { businessId, result }),
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
      called: z.object({ result: z.enum(callResults), on: z.string() }).optional(),
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
        matches: found.matches.map(({ name, missing, called, ...it }) => ({
          ...it,
          channels: [...it.channels],
          ...(name === undefined ? {} : { name }),
          ...(missing === undefined ? {} : { missing }),
          ...(called === undefined ? {} : { called }),
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
                : [
                    ...it.channels.map((channel) => line(`programme.matches.channel.${channel}`)),
                    ...(it.called === undefined ? [] : [calledLine(it.called)]),
                  ],
          },
        }),
        data: mayBeCalled(it) ? callMatchRoute.to(file.id, it.businessId) : businessRoute.to(it.businessId),
      })),
      span: spanOf(at.page, count),
      to: (it) => matchListRoute.to(file.id, at.kecamatan, it),
      under: [buttonRow('programme.matches', matchesRoute.to(file.id)), [staffMenuButton]],
    },
    'look',
  );
}

type Shown = z.infer<typeof shownMatches>['matches'][number];

/** Whoever gets the news in the chat need not be called. */
const mayBeCalled = ({ channels, called }: Shown): boolean =>
  channels.includes('phone') &&
  !channels.includes('chat') &&
  (called === undefined || called.result === 'not-reached');

const calledLine = ({ result, on }: NonNullable<Shown['called']>): Line =>
  line('programme.matches.call', {
    day: { dayShort: on },
    result: { line: line(`programme.call.${result}`) },
  });

/** One owner to call, and what came of it; the number is asked for on the card of the business. */
async function callOne(
  ctx: BotContext,
  member: MemberRow,
  file: ProgrammeFile,
  programme: Programme,
  { businessId, result }: { readonly businessId: number; readonly result: CallResult | undefined },
): Promise<void> {
  const { services, once } = ctx.turn;
  const it = await matchToCall(services, member, programme, businessId);
  if (it === undefined) return oldPress(ctx);
  const under = [
    buttonRow('programme.call.see', businessRoute.to(businessId)),
    buttonRow('programme.matches', matchesRoute.to(file.id)),
    [staffMenuButton],
  ];
  if (result !== undefined) {
    const done = await once(`call:${file.id}:${businessId}`, codecs.boolean, (inside) =>
      recordCall(inside, member, programme, { businessId, result }),
    );
    const key = result === 'not-reached' ? 'programme.call.again' : 'programme.call.done';
    return void (await say(ctx, line(done ? key : 'programme.call.late'), under));
  }
  const open = it.called === undefined || it.called.result === 'not-reached';
  await say(
    ctx,
    [
      line('programme.call.one', {
        name: { line: { local: programme.name } },
        business: it.number ?? '–',
      }),
      ...(it.called === undefined ? [] : [calledLine(it.called)]),
      ...(open ? [line('programme.call.ask')] : []),
    ],
    [
      ...(open
        ? callResults.map((to) =>
            buttonRow(`programme.call.button.${to}`, callMatchRoute.to(file.id, businessId, to)),
          )
        : []),
      ...under,
    ],
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
