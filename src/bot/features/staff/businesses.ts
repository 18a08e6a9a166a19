import { z } from 'zod';
import type { Look } from '../../../domain/partnership/candidate.ts';
import { maskPhone } from '../../../domain/people/identity.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { businessFor, noteBusinessRead, type SeenBusiness } from '../../../services/people/find-business.ts';
import { figureHistory, type FigureVersion } from '../../../services/sales/figure-history.ts';
import { canBeTakenOver, linkForOwner } from '../../../services/helpers/takeovers.ts';
import { reportsOf, type StoredReport } from '../../../services/sales/sales-history.ts';
import { looksOf, noteLook } from '../../../services/people/photos.ts';
import { tagsOf } from '../../../services/people/tags.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { may } from '../../../domain/office/roles.ts';
import { BUSINESS } from '../../conversations/sales/office-report.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { businessLinkRoute, businessRoute, businessTagsRoute, findRoute } from '../../routes/staff.ts';
import { startLink } from '../../routes/start.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { lookRows, sendLook } from './looks.ts';
import { phoneRow } from './phones.ts';

const MONTHS_SHOWN = 6;
const VERSIONS_SHOWN = 12;

/** *Cari usaha*: one business with its figures, what was changed, and recording a report that came by phone. */
export function businessTools(): readonly Press[] {
  return [
    onPress(
      findRoute,
      onDuty('sales', (ctx) => enter(ctx, 'find-business', { open: 'fresh' })),
    ),
    onPress(
      businessRoute,
      onDuty('sales', async (ctx, member, id, verb) => {
        // Noted before it is read: what cannot be logged is not shown.
        await ctx.turn.once(`business:${id}`, codecs.nothing, (inside) =>
          noteBusinessRead(inside, member, id),
        );
        const found = await businessFor(ctx.turn.services, member, id);
        if (found === undefined) return oldPress(ctx);
        if (verb === 'record')
          return enter(ctx, 'office-report', { open: 'fresh', seed: { [BUSINESS.key]: id } });
        if (verb === 'photos' || verb === 'point') return showLook(ctx, member, found, verb);
        return verb === 'history' ? showHistory(ctx, found) : showBusiness(ctx, member, found);
      }),
    ),
    onPress(businessLinkRoute, onDuty('cases', sendLink)),
  ];
}

const link = z.object({ code: z.string(), expiresAt: z.string() });

/** A single-use link for an owner who stands at the desk; what somebody else entered becomes theirs with it. */
async function sendLink(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const made = await ctx.turn.once(`link:${id}`, codecs.json(link.nullable()), async (inside) => {
    const it = await linkForOwner(inside, member, id);
    return it === undefined ? null : { code: it.code, expiresAt: it.expiresAt.toISOString() };
  });
  if (made === null) return oldPress(ctx);
  const text = line('helper.link.made', {
    link: startLink(ctx.me.username, 'takeover', made.code),
    until: { time: made.expiresAt },
  });
  // It is made for the owner at the desk.
  await say(ctx, text, [[button('sales.biz.back', businessRoute.to(id))], [staffMenuButton]], 'pass-on');
}

async function showBusiness(ctx: BotContext, member: MemberRow, it: SeenBusiness): Promise<void> {
  const { services } = ctx.turn;
  const { business } = it;
  const reports = (await reportsOf(services, [business.id])).slice(-MONTHS_SHOWN).toReversed();
  const tags = await tagsOf(services, business.id);
  const place = (code: string | undefined): string =>
    [...services.office.areas.kecamatan, ...services.office.areas.desa].find((area) => area.code === code)
      ?.name ?? '–';
  const lines = [
    line('sales.biz.head', {
      name: business.name ?? '–',
      number: business.number ?? '–',
      owner: it.ownerName ?? '–',
      desa: place(business.desa),
      kecamatan: place(business.kecamatan),
      kind: business.kind === undefined ? '–' : { line: line(`kind.${business.kind}`) },
    }),
    ...(it.phone === undefined ? [] : [line('sales.biz.phone', { phone: maskPhone(it.phone) })]),
    line(`sales.biz.status.${business.status}`),
    ...(tags.length === 0 ? [] : [line('sales.tag.line', { tags: tags.map(({ name }) => name).join(', ') })]),
    ...(it.accountId === undefined ? [line('sales.biz.noTelegram')] : []),
    line('common.blank'),
    line(reports.length === 0 ? 'sales.biz.noFigures' : 'sales.biz.figures'),
    ...reports.map(figureLine),
  ];
  await say(ctx, lines, [
    ...phoneRow('biz', it.phone, business.id),
    [button('sales.biz.record', businessRoute.to(business.id, 'record'))],
    ...(reports.length === 0
      ? []
      : [[button('sales.biz.history', businessRoute.to(business.id, 'history'))]]),
    ...lookRows(await looksOf(services, business.id), (look) => businessRoute.to(business.id, look)),
    [button('sales.tag.button', businessTagsRoute.to(business.id))],
    ...(may(member, 'cases') && (await canBeTakenOver(services, business.id))
      ? [[button('helper.link.button', businessLinkRoute.to(business.id, 'link'))]]
      : []),
    [button('sales.find.again', findRoute.to())],
    [staffMenuButton],
  ]);
}

/** Photos, or the place on the map; which of them was looked at stands in the log before it is shown. */
async function showLook(
  ctx: BotContext,
  member: MemberRow,
  { business }: SeenBusiness,
  look: Look,
): Promise<void> {
  await ctx.turn.once(`business:${business.id}:${look}`, codecs.nothing, (inside) =>
    noteLook(inside, member, business, look),
  );
  const sent = await sendLook(ctx, business, look);
  await say(
    ctx,
    line(sent.length === 0 ? 'photo.none' : 'photo.of', {
      business: business.name ?? '–',
      number: business.number ?? '–',
    }),
    [[button('sales.biz.back', businessRoute.to(business.id))], [staffMenuButton]],
  );
}

function figureLine(it: StoredReport): Line {
  const note = it.toCheck
    ? line('sales.biz.note.check')
    : it.provisional
      ? line('sales.biz.note.provisional')
      : it.estimate
        ? line('sales.biz.note.estimate')
        : named('');
  return line('sales.biz.figure', {
    month: { monthShort: it.month },
    amount: { rupiah: it.amount },
    note: { line: note },
  });
}

async function showHistory(ctx: BotContext, { business }: SeenBusiness): Promise<void> {
  const versions = await figureHistory(ctx.turn.services, business.id, VERSIONS_SHOWN);
  const lines = [
    line(versions.length === 0 ? 'sales.history.none' : 'sales.history.head'),
    ...versions.flatMap((it) => [
      line('common.blank'),
      versionLine(it),
      ...(it.reason === undefined ? [] : [line('sales.history.reason', { reason: it.reason })]),
    ]),
  ];
  await say(ctx, lines, [[button('sales.biz.back', businessRoute.to(business.id))], [staffMenuButton]]);
}

const sources = ['guided', 'line', 'phone', 'whatsapp', 'visit', 'paper', 'sheet', 'helper'] as const;

function versionLine(it: FigureVersion): Line {
  const who =
    it.by === 'owner' || it.by === 'other'
      ? line(`sales.history.${it.by}`)
      : line('sales.history.member', it.by);
  return line('sales.history.item', {
    month: { monthShort: it.month },
    version: it.version,
    amount: { rupiah: it.amount },
    at: { moment: it.at.toISOString() },
    who: { line: who },
    source: { line: line(`sales.source.${sources.find((known) => known === it.source) ?? 'other'}`) },
  });
}
