import { may } from '../../../domain/office/roles.ts';
import { clip } from '../../../domain/words/clip.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { audit } from '../../../services/core/audit.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { accordLines } from '../../../reports/accord-lines.ts';
import {
  accordById,
  accordInForce,
  accordsOf,
  type Accord,
} from '../../../services/partnership/partners/accords.ts';
import {
  partnerById,
  partnersOf,
  peopleOfPartner,
  type Partner,
} from '../../../services/partnership/partners/partners.ts';
import type { MemberRow, OfPartner } from '../../../services/office/members.ts';
import { ACCORD, ACCORD_PARTNER, accordSeed } from '../../conversations/partnership/accord.ts';
import { partnerSeed } from '../../conversations/partnership/partner.ts';
import { invitePartnerSeed } from '../../conversations/office/member-invite.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import {
  accordRoute,
  newPartnerRoute,
  partnerListRoute,
  partnerRoute,
  partnersRoute,
} from '../../routes/staff.ts';
import { partOf, showList, spanOf } from '../../pages.ts';
import { oldPress, show } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { showPartnerSearches } from './supplies.ts';

/** *Perusahaan mitra*: companies, the accords with them, and their people. */
export function partnerTools(): readonly Press[] {
  return [
    onPress(
      partnersRoute,
      onDuty('programmes', (ctx, member) => showPartners(ctx, member)),
    ),
    onPress(partnerListRoute, onDuty('programmes', showPartners)),
    onPress(
      newPartnerRoute,
      onDuty('programmes', (ctx) => enter(ctx, 'partner', { open: 'fresh' })),
    ),
    onPress(
      partnerRoute,
      onDuty('programmes', async (ctx, member, id, verb) => {
        const partner = await partnerById(ctx.turn.services, id);
        if (partner === undefined) return oldPress(ctx);
        await (verb === undefined ? showPartner : verbs[verb])(ctx, member, partner);
      }),
    ),
    onPress(
      accordRoute,
      onDuty('programmes', async (ctx, _member, id, verb) => {
        const it = await accordById(ctx.turn.services, id);
        if (it === undefined) return oldPress(ctx);
        if (verb === undefined) return showAccord(ctx, it);
        await enter(ctx, verb === 'fix' ? 'accord' : 'accord-end', {
          open: 'fresh',
          seed: verb === 'fix' ? accordSeed(it) : { [ACCORD.key]: id },
        });
      }),
    ),
  ];
}

type Verb = (ctx: BotContext, member: MemberRow, partner: Partner) => Promise<void>;

const verbs = {
  edit: (ctx, _member, partner) => enter(ctx, 'partner', { open: 'fresh', seed: partnerSeed(partner) }),
  accord: (ctx, _member, { id }) =>
    enter(ctx, 'accord', { open: 'fresh', seed: { [ACCORD_PARTNER.key]: id } }),
  people: showPeople,
  supply: showPartnerSearches,
  invite: async (ctx, member, { id }) => {
    // Whoever looks after companies need not be who appoints.
    if (!may(member, 'members')) return answerPress(ctx, line('partner.people.admin'));
    await enter(ctx, 'member-invite', { open: 'fresh', seed: invitePartnerSeed(ctx.me.username, id) });
  },
} as const satisfies Readonly<Record<string, Verb>>;

async function showPartners(ctx: BotContext, _member: MemberRow, page = 0): Promise<void> {
  const partners = await partnersOf(ctx.turn.services);
  const span = spanOf(page, partners.length);
  await showList(ctx, {
    head: line(partners.length === 0 ? 'partner.none' : 'partner.list'),
    rows: partOf(partners, span).map((it) => ({
      text: line('partner.item', { name: clip(it.name, 60), class: { line: classLine(it) } }),
      data: partnerRoute.to(it.id),
    })),
    span,
    to: (it) => partnerListRoute.to(it),
    under: [buttonRow('partner.new', newPartnerRoute.to()), [staffMenuButton]],
  });
}

const classLine = (it: Partner): Line => line(`partnership.class.${it.class}`);

/** So many accords of a company can be opened; older ones are only read. */
const LISTED = 6;

async function showAccord(ctx: BotContext, it: Accord): Promise<void> {
  await show(ctx, accordLines(it), [
    buttonRow('partner.accord.fix', accordRoute.to(it.id, 'fix')),
    ...(it.ended === undefined ? [buttonRow('partner.accord.end', accordRoute.to(it.id, 'end'))] : []),
    buttonRow('partner.back', partnerRoute.to(it.partnerId)),
    [staffMenuButton],
  ]);
}

async function showPartner(ctx: BotContext, _member: MemberRow, partner: Partner): Promise<void> {
  const { services } = ctx.turn;
  const { id } = partner;
  const accords = await accordsOf(services, id);
  const inForce = await accordInForce(services, id);
  await show(
    ctx,
    [
      line('partner.one', { name: partner.name, class: { line: classLine(partner) } }),
      inForce === undefined
        ? line('partner.accord.noneInForce')
        : line('partner.accord.inForce', { day: { date: inForce.endsOn } }),
      ...accords.flatMap(accordLines),
    ],
    [
      ...accords.slice(0, LISTED).map((it) => [{ label: named(it.number), data: accordRoute.to(it.id) }]),
      buttonRow('partner.accord.new', partnerRoute.to(id, 'accord')),
      buttonRow('partner.people', partnerRoute.to(id, 'people')),
      buttonRow('supply.desk.menu', partnerRoute.to(id, 'supply')),
      buttonRow('partner.edit', partnerRoute.to(id, 'edit')),
      buttonRow('partner.menu', partnersRoute.to()),
      [staffMenuButton],
    ],
  );
}

/** Names and numbers of people are opened: the look stands in the audit log before it is shown. */
async function showPeople(ctx: BotContext, member: MemberRow, partner: Partner): Promise<void> {
  const { services } = ctx.turn;
  await ctx.turn.once(`read:partner:${partner.id}`, codecs.nothing, (inside) =>
    audit(inside, { actor: member.number, action: 'partner.read', subject: `partner:${partner.code}` }),
  );
  const { members, invited } = await peopleOfPartner(services, partner.id);
  await show(
    ctx,
    [
      line(members.length + invited.length === 0 ? 'partner.people.none' : 'partner.people.head', {
        name: partner.name,
      }),
      ...members.map((it) =>
        line('partner.people.item', {
          name: it.name,
          post: it.post ?? '–',
          letter: it.letter ?? '–',
          contact: it.contact ?? '–',
          desks: { line: desksLine(it.partner) },
        }),
      ),
      ...invited.map((it) =>
        line('partner.people.invited', {
          name: it.name,
          desks: { line: desksLine(it.partner) },
          until: { moment: it.expiresAt.toISOString() },
        }),
      ),
    ],
    [
      buttonRow('partner.people.invite', partnerRoute.to(partner.id, 'invite')),
      [button('partner.back', partnerRoute.to(partner.id))],
      [staffMenuButton],
    ],
    'look',
  );
}

const desksLine = (of: OfPartner | undefined): Line =>
  line('partner.desks', { desks: { list: (of?.desks ?? []).map((it) => line(`programme.desk.${it}`)) } });
