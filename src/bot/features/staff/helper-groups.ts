import { line, named } from '../../../i18n.ts';
import { audit } from '../../../services/core/audit.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  noteServedRead,
  servedBusinesses,
  type ServedBusiness,
} from '../../../services/helpers/assistance.ts';
import {
  joinableGroups,
  leaveServed,
  nearGroup,
  servedGroups,
  type ServedGroup,
} from '../../../services/helpers/group-members.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { readiness } from '../../../services/partnership/steps/group-applications.ts';
import { button, buttonRow } from '../../buttons.ts';
import type { Button } from '../../message.ts';
import { ALONG, JOINED } from '../../conversations/helpers/group.ts';
import { ownerAndBusiness, ownerTitle } from '../../conversations/helpers/words.ts';
import { BUSINESS } from '../../conversations/partnership/partnership-questions.ts';
import { helperMenuRoute, servedGroupRoute, servedOneRoute } from '../../routes/staff.ts';
import { A_PAGE, showList, spanOf } from '../../pages.ts';
import { oldPress, say, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { programmeName } from '../../../reports/application-lines.ts';

/** Groups of owners who do not use the bot: whoever serves them enters what they have agreed to. */
export function helperGroupTools(): readonly Press[] {
  return [
    onPress(
      servedGroupRoute,
      onDuty('assist', async (ctx, member, businessId, verb, meant) => {
        const { services, once } = ctx.turn;
        const [served] = await servedBusinesses(services, member, [businessId]);
        if (served === undefined) return oldPress(ctx);
        await once(`served:${businessId}`, codecs.nothing, (inside) =>
          noteServedRead(inside, member, { business: served }),
        );
        if (verb === undefined) return showGroups(ctx, served);
        if (verb === 'list') return showJoinable(ctx, member, served, meant ?? 0);
        if (meant === undefined) return oldPress(ctx);
        await verbs[verb](ctx, member, served, meant);
      }),
    ),
  ];
}

type Act = (ctx: BotContext, member: MemberRow, served: ServedBusiness, id: number) => Promise<void>;

const verbs = { join, along, leave, 'leave-yes': leaveNow } as const satisfies Readonly<Record<string, Act>>;

const nameOf = ({ owner, business }: ServedBusiness) => ({
  owner: { line: ownerAndBusiness(ownerTitle(owner.name, owner.salutation), business.name) },
});

const back = ({ business }: ServedBusiness): readonly (readonly Button[])[] => [
  buttonRow('helper.group.button', servedGroupRoute.to(business.id)),
  [button('helper.menu', helperMenuRoute.to())],
];

async function showGroups(ctx: BotContext, served: ServedBusiness): Promise<void> {
  const groups = await servedGroups(ctx.turn.services, served);
  const { id } = served.business;
  await show(
    ctx,
    [
      line(groups.length === 0 ? 'helper.group.none' : 'helper.group.head', nameOf(served)),
      ...groups.flatMap(({ group, waiting }) => [
        line('helper.group.one', {
          group: group.name ?? '–',
          kind: { line: line(`group.kind.${group.kind}`) },
        }),
        ...waiting.map(({ programme, agreed }) =>
          line('helper.group.waiting', {
            programme: { line: programmeName(programme) },
            state: { line: line(agreed ? 'group.state.agreed' : 'group.state.waiting') },
          }),
        ),
      ]),
    ],
    [
      ...groups.flatMap(({ waiting }) =>
        waiting
          .filter(({ agreed }) => !agreed)
          .map(({ it, programme }) => [
            {
              label: line('helper.group.button.along', { programme: { line: programmeName(programme) } }),
              data: servedGroupRoute.to(id, 'along', it.id),
            },
          ]),
      ),
      ...groups.map(({ group }) => [
        {
          label: line('helper.group.button.leave', { group: group.name ?? '–' }),
          data: servedGroupRoute.to(id, 'leave', group.id),
        },
      ]),
      buttonRow('helper.group.button.join', servedGroupRoute.to(id, 'list', 0)),
      [{ label: line('helper.group.button.owner'), data: servedOneRoute.to('o', id) }],
      [button('helper.menu', helperMenuRoute.to())],
    ],
  );
}

async function showJoinable(
  ctx: BotContext,
  member: MemberRow,
  served: ServedBusiness,
  page: number,
): Promise<void> {
  const { services, once } = ctx.turn;
  const { count, groups } = await joinableGroups(services, member, served, {
    skip: page * A_PAGE,
    take: A_PAGE,
  });
  const span = spanOf(page, count);
  await once(`read:groups:${page}`, codecs.nothing, (inside) =>
    audit(inside, { actor: member.number, action: 'group.list', details: { page } }),
  );
  const { id } = served.business;
  await showList(ctx, {
    head: line(count === 0 ? 'helper.group.list.none' : 'helper.group.list', nameOf(served)),
    rows: groups.map((group) => ({
      text: named(group.name ?? '–'),
      data: servedGroupRoute.to(id, 'join', group.id),
    })),
    span,
    to: (it) => servedGroupRoute.to(id, 'list', it),
    under: back(served),
  });
}

async function join(ctx: BotContext, member: MemberRow, served: ServedBusiness, id: number): Promise<void> {
  if ((await nearGroup(ctx.turn.services, member, id)) === undefined) return oldPress(ctx);
  await enter(ctx, 'helper-group', {
    open: 'fresh',
    seed: { [BUSINESS.key]: served.business.id, [JOINED.key]: id },
  });
}

/** Whoever may apply by the own data is read the consent; of whoever may not it is said what is missing. */
async function along(ctx: BotContext, _member: MemberRow, served: ServedBusiness, id: number): Promise<void> {
  const { services } = ctx.turn;
  const { owner, business } = served;
  const found = (await servedGroups(services, served))
    .flatMap(({ waiting }: ServedGroup) => waiting)
    .find(({ it }) => it.id === id);
  if (found === undefined) return oldPress(ctx);
  const ready = await readiness(services, { personId: owner.id, businessId: business.id }, found.programme);
  const seed = { [BUSINESS.key]: business.id, [ALONG.key]: id };
  if (ready.kind === 'ready') return enter(ctx, 'helper-along', { open: 'fresh', seed });
  if (ready.kind === 'questions') return enter(ctx, 'helper-check', { open: 'fresh', seed });
  await say(ctx, line(`helper.group.ready.${ready.kind}`, nameOf(served)), back(served));
}

async function leave(ctx: BotContext, _member: MemberRow, served: ServedBusiness, id: number): Promise<void> {
  const found = (await servedGroups(ctx.turn.services, served)).find(({ group }) => group.id === id);
  if (found === undefined) return oldPress(ctx);
  await say(ctx, line('helper.group.leave.sure', { ...nameOf(served), group: found.group.name ?? '–' }), [
    buttonRow('group.leave.yes', servedGroupRoute.to(served.business.id, 'leave-yes', id)),
    buttonRow('common.button.noChange', servedGroupRoute.to(served.business.id)),
  ]);
}

async function leaveNow(
  ctx: BotContext,
  member: MemberRow,
  served: ServedBusiness,
  id: number,
): Promise<void> {
  const left = await ctx.turn.once(`leave:${served.business.id}:${id}`, codecs.boolean, (inside) =>
    leaveServed(inside, member, served.business.id, id),
  );
  await say(ctx, line(left ? 'helper.group.left' : 'helper.group.gone'), back(served));
}
