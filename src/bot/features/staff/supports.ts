import { line } from '../../../i18n.ts';
import { audit } from '../../../services/core/audit.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { agreementOf } from '../../../services/partnership/agreements/agreements.ts';
import { deskApplication } from '../../../services/partnership/applications/application-desk.ts';
import type { Application } from '../../../services/partnership/applications/applications.ts';
import {
  deskSupport,
  handOverSupport,
  supportsOf,
  type Support,
} from '../../../services/partnership/agreements/supports.ts';
import { buttonRow, staffMenuButton } from '../../buttons.ts';
import { APPLICATION } from '../../conversations/partnership/agreement-context.ts';
import { SUPPORT } from '../../conversations/partnership/support.ts';
import type { Button } from '../../message.ts';
import { agreementDeskRoute, deskSupportRoute, deskSupportsRoute } from '../../routes/staff.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { supportLines } from '../../../reports/support-lines.ts';

/** What is given under an agreement: promised, handed over, and signed for. */
export function supportTools(): readonly Press[] {
  return [
    onPress(
      deskSupportsRoute,
      onDuty('cases', async (ctx, member, verb, id) => {
        const application = await deskApplication(ctx.turn.services, member, id);
        if (application === undefined) return oldPress(ctx);
        if (verb === 'list') return showAll(ctx, member, application);
        await enter(ctx, 'support', { open: 'fresh', seed: { [APPLICATION.key]: id } });
      }),
    ),
    onPress(
      deskSupportRoute,
      onDuty('cases', async (ctx, member, verb, id) => {
        const found = await deskSupport(ctx.turn.services, member, id);
        if (found === undefined) return oldPress(ctx);
        const { application } = found;
        if (verb === 'paper')
          return enter(ctx, 'support-paper', {
            open: 'fresh',
            seed: { [APPLICATION.key]: application.id, [SUPPORT.key]: id },
          });
        const done = await ctx.turn.once(`support:${id}:give`, codecs.boolean, (inside) =>
          handOverSupport(inside, member, found),
        );
        await say(ctx, line(done ? 'support.give.done' : 'support.late'), [
          buttonRow('support.button.list', deskSupportsRoute.to('list', application.id)),
          [staffMenuButton],
        ]);
      }),
    ),
  ];
}

async function showAll(ctx: BotContext, member: MemberRow, application: Application): Promise<void> {
  const { services } = ctx.turn;
  const { id, number } = application;
  await ctx.turn.once(`read:supports:${id}`, codecs.nothing, (inside) =>
    audit(inside, { actor: member.number, action: 'support.read', subject: `application:${number}` }),
  );
  const agreement = await agreementOf(services, application);
  const all = agreement === undefined ? [] : await supportsOf(services, agreement);
  await say(
    ctx,
    [line('support.list', { number }), ...supportLines(all), line('common.blank'), line('support.list.law')],
    [
      buttonRow('support.button.new', deskSupportsRoute.to('new', id)),
      ...all.flatMap(stepButtons),
      buttonRow('agreement.button.desk', agreementDeskRoute.to(id)),
      [staffMenuButton],
    ],
  );
}

function stepButtons({ id, status, what }: Support): (readonly Button[])[] {
  const words = { what };
  if (status === 'promised')
    return [[{ label: line('support.button.give', words), data: deskSupportRoute.to('give', id) }]];
  if (status === 'handed-over')
    return [[{ label: line('support.button.paper', words), data: deskSupportRoute.to('paper', id) }]];
  return [];
}
