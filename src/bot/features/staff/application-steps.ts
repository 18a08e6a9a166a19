import { z } from 'zod';
import {
  statuses,
  type ApplicationStatus,
  type Need,
  type StepDetails,
} from '../../../domain/partnership/application.ts';
import { stepRefusals, stepsOf } from '../../../domain/partnership/progress.ts';
import { line, named } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { deskApplication } from '../../../services/partnership/applications/application-desk.ts';
import {
  courseOf,
  programmeOf,
  progressOf,
} from '../../../services/partnership/applications/application-progress.ts';
import {
  declareRelation,
  stepApplication,
  type Stepped,
} from '../../../services/partnership/steps/application-steps.ts';
import { decidedAbout, judgeWords } from '../../../services/partnership/steps/decisions.ts';
import type { Application } from '../../../services/partnership/applications/applications.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { GOES, STEPPED, STOOD } from '../../conversations/partnership/application-step.ts';
import type { Button } from '../../message.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import { applicationsRoute, deskApplicationRoute } from '../../routes/staff.ts';
import { inline, oldPress, paragraphs, say, send } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { stateName, steppedText } from '../../../reports/application-lines.ts';

export const all: Button = button('application.back', applicationsRoute.to());

/** Whoever decides for the Dinas says before whether there is a family tie or an interest. */
export function relatedRow(
  id: number,
  steps: readonly { readonly to: ApplicationStatus; readonly needs: readonly Need[] }[],
) {
  const decides = steps.find(({ needs }) => needs.includes('clear'));
  return decides === undefined
    ? []
    : [[button('application.related', deskApplicationRoute.to(id, decides.to, 'related'))]];
}

/** Every step is asked for once more; where something is to be written down, in a short form. */
export async function askStep(
  ctx: BotContext,
  application: Application,
  to: ApplicationStatus,
  needs: readonly Need[],
): Promise<void> {
  const { services } = ctx.turn;
  const { id, number, status } = application;
  const open = stepsOf(await progressOf(services, application), courseOf(services, application), 'office');
  if (!open.some((step) => step.to === to)) return sayStepped(ctx, application, { kind: 'late', status });
  if (needs.some((need) => need !== 'clear'))
    return enter(ctx, 'application-step', {
      open: 'fresh',
      seed: { [STEPPED.key]: id, [STOOD.key]: status, [GOES.key]: to },
    });
  const partner = programmeOf(services, application)?.partner.name ?? '–';
  const clear = needs.includes('clear');
  const text = paragraphs(ctx, [
    ...(to === 'forwarded' && status !== to ? [line('application.sure.forwarded', { partner })] : []),
    line('application.sure', {
      number,
      state: { line: stateName(status) },
      next: { line: stateName(to) },
    }),
    ...(clear ? [line('application.clear')] : []),
  ]);
  await send(
    ctx,
    text,
    inline(ctx, [
      buttonRow(
        clear ? 'application.yes.clear' : 'application.yes',
        deskApplicationRoute.to(id, to, clear ? 'clear' : 'yes'),
      ),
      ...relatedRow(id, [{ to, needs }]),
      [button('common.button.noChange', deskApplicationRoute.to(id))],
    ]),
  );
}

const stepped: z.ZodType<Stepped> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('done'),
    status: z.enum(statuses),
    dueOn: z.string().nullable(),
    told: z.boolean(),
  }),
  z.object({ kind: z.enum(stepRefusals), status: z.enum(statuses) }),
  z.object({ kind: z.literal('unknown') }),
]);

export async function takeStep(
  ctx: BotContext,
  member: MemberRow,
  application: Application,
  to: ApplicationStatus,
  details: StepDetails,
): Promise<void> {
  const { id } = application;
  const done = await ctx.turn.once(`application:${id}:${to}`, codecs.json(stepped), (inside) =>
    stepApplication(inside, member, { id, to, details }),
  );
  await sayStepped(ctx, application, done);
}

async function sayStepped(ctx: BotContext, { id, number }: Application, done: Stepped): Promise<void> {
  await say(ctx, steppedText(done, number), [
    [{ label: named(number), data: deskApplicationRoute.to(id) }],
    [all],
    [staffMenuButton],
  ]);
}

/** Words of a company's own, which the owner hears only if the office lets them pass. */
export async function judge(
  ctx: BotContext,
  member: MemberRow,
  id: number,
  answer: 'yes' | 'no',
): Promise<void> {
  const { services, once } = ctx.turn;
  const about = await decidedAbout(services, id);
  const application = about === undefined ? undefined : await deskApplication(services, member, about);
  const done = await once('decision-words', codecs.json(stepped), (inside) =>
    judgeWords(inside, member, id, answer === 'yes'),
  );
  if (application === undefined) return oldPress(ctx);
  if (answer === 'yes' || done.kind !== 'late') return sayStepped(ctx, application, done);
  await say(ctx, line('application.words.returned', { number: application.number }), [
    [{ label: named(application.number), data: deskApplicationRoute.to(application.id) }],
    [all],
  ]);
}

/** "Ada hubungan": another officer goes on. */
export async function relate(ctx: BotContext, member: MemberRow, { id, number }: Application): Promise<void> {
  const known = await ctx.turn.once(`application:${id}:related`, codecs.boolean, (inside) =>
    declareRelation(inside, member, id),
  );
  if (!known) return oldPress(ctx);
  await say(ctx, line('application.related.done', { number }), [[all], [staffMenuButton]]);
}
