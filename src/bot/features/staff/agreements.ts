import type { ApplicationStatus } from '../../../domain/partnership/application.ts';
import { isComplete, type OfficePress } from '../../../domain/partnership/agreement.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { Services } from '../../../services/core/services.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import {
  agreementStep,
  noteAgreementRead,
  officeAct,
  type AgreementStep,
} from '../../../services/partnership/agreements/agreement-acts.ts';
import {
  agreementOf,
  cameLater,
  inForce,
  pending,
  takesAgreement,
  type Agreement,
  type AgreementVersion,
} from '../../../services/partnership/agreements/agreements.ts';
import { deskApplication } from '../../../services/partnership/applications/application-desk.ts';
import {
  groupOfApplication,
  type GroupOf,
} from '../../../services/partnership/applications/application-group.ts';
import type { Application } from '../../../services/partnership/applications/applications.ts';
import { lettersAbout } from '../../../services/partnership/steps/partner-letters.ts';
import { evaluationsOf } from '../../../services/partnership/evaluations/evaluations.ts';
import { programmeOf } from '../../../services/partnership/applications/application-progress.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import { APPLICATION, VERSION } from '../../conversations/partnership/agreement-context.ts';
import { seedOfDraft } from '../../conversations/partnership/agreement-draft.ts';
import type { Button } from '../../message.ts';
import {
  agreementDeskRoute,
  deskApplicationRoute,
  deskEvaluationRoute,
  deskShipmentsRoute,
  deskSupportsRoute,
  letterRoute,
} from '../../routes/staff.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { groupLines } from '../../../reports/application-lines.ts';
import { allTerms, partnerOf, stateLines, versionName } from '../../../reports/agreement-lines.ts';
import { dependenceLines } from '../../../reports/support-lines.ts';

/** Whether there is or can be an agreement: a loan has none, and before the partner has accepted nobody writes one. */
export function hasAgreementDesk(services: Services, application: Application): boolean {
  const early: readonly ApplicationStatus[] = [
    'submitted',
    'verified',
    'forwarded',
    'sample',
    'trial',
    'waitlisted',
    'refused',
    'withdrawn',
  ];
  return programmeOf(services, application)?.kind !== 'funding' && !early.includes(application.status);
}

/** *Perjanjian* of one application: its texts, what they still need, and who has said yes. */
export function agreementTools(): readonly Press[] {
  return [
    onPress(
      agreementDeskRoute,
      onDuty('cases', async (ctx, member, id, verb, version, yes) => {
        const application = await deskApplication(ctx.turn.services, member, id);
        if (application === undefined || !hasAgreementDesk(ctx.turn.services, application))
          return oldPress(ctx);
        if (verb === undefined) return showDesk(ctx, member, application);
        if (verb === 'draft') return draft(ctx, member, application);
        if (version === undefined) return oldPress(ctx);
        if (verb === 'all') return showText(ctx, member, application, version);
        if (verb === 'check')
          return enter(ctx, 'agreement-check', {
            open: 'fresh',
            seed: { [APPLICATION.key]: application.id, [VERSION.key]: version },
          });
        if (verb === 'partner-yes' || verb === 'signed')
          return enter(ctx, verb === 'signed' ? 'agreement-signed' : verb, {
            open: 'fresh',
            seed: { [APPLICATION.key]: application.id, [VERSION.key]: version },
          });
        if (yes === undefined) return askOnce(ctx, application, verb, version);
        await act(ctx, member, application, verb, version);
      }),
    ),
  ];
}

/** What an officer does without a second one. */
type Alone = Exclude<OfficePress, 'partner-yes' | 'signed'>;

const deskRow = ({ id }: Application): readonly Button[] =>
  buttonRow('agreement.button.desk', agreementDeskRoute.to(id));

async function noteRead(ctx: BotContext, member: MemberRow, application: Application): Promise<void> {
  await ctx.turn.once(`read:agreement:${application.id}`, codecs.nothing, (inside) =>
    noteAgreementRead(inside, member, application),
  );
}

async function showDesk(ctx: BotContext, member: MemberRow, application: Application): Promise<void> {
  await noteRead(ctx, member, application);
  const { services } = ctx.turn;
  const agreement = await agreementOf(services, application);
  const open = takesAgreement(application.status);
  const wait = pending(agreement);
  const valid = inForce(agreement);
  const of = await groupOfApplication(services, application);
  const letters = (await lettersAbout(services, application)).filter(
    ({ wanted }) => wanted.kind === 'letter-yes',
  );
  await say(
    ctx,
    [
      line('agreement.desk', { number: application.number, partner: partnerOf(services, application) }),
      ...(agreement === undefined ? [line('agreement.desk.none')] : versionLines(agreement)),
      ...groupLines(application, of),
      ...((await sharesDiffer(services, of, valid)) ? [line('agreement.desk.shares')] : []),
      ...(letters.length === 0 ? [] : [line('change.letter.here')]),
      ...(await dependenceLines(services, application)),
    ],
    [
      ...(valid === undefined ? [] : [textButton(application, agreement, valid)]),
      ...(wait === undefined ? [] : [textButton(application, agreement, wait)]),
      ...letters.map((it) => buttonRow('change.letter.button.show', letterRoute.to(it.id, 'show'))),
      ...(open && wait !== undefined ? nextButtons(application, wait) : []),
      ...(open
        ? [
            buttonRow(
              wait === undefined && valid === undefined ? 'agreement.button.new' : 'agreement.button.change',
              agreementDeskRoute.to(application.id, 'draft'),
            ),
          ]
        : []),
      ...(valid === undefined
        ? []
        : [
            buttonRow('shipment.button.list', deskShipmentsRoute.to('list', application.id)),
            buttonRow('support.button.list', deskSupportsRoute.to('list', application.id)),
            ...(await evaluationsOf(services, valid)).map(({ id, untilOn }) => [
              {
                label: line('evaluation.button.open', { until: { date: untilOn } }),
                data: deskEvaluationRoute.to(id),
              },
            ]),
          ]),
      [{ label: named(application.number), data: deskApplicationRoute.to(application.id) }],
      [staffMenuButton],
    ],
  );
}

/** Whether the others have not agreed yet to the shares that hold with somebody who came later. */
async function sharesDiffer(
  services: Services,
  of: GroupOf | undefined,
  valid: AgreementVersion | undefined,
): Promise<boolean> {
  for (const mate of valid === undefined ? [] : (of?.mates ?? []))
    if (cameLater(inForce(await agreementOf(services, mate)), valid)) return true;
  return false;
}

/** Every text with where it stands; those that were taken back only by their number. */
function versionLines(agreement: Agreement): readonly Line[] {
  return agreement.versions.flatMap((it) => [
    line('common.blank'),
    line('agreement.desk.version', {
      name: { line: versionName(agreement, it) },
      version: it.version,
      side: { line: line(`agreement.side.${it.proposedBy}`) },
    }),
    ...stateLines(it),
    ...(it.state.status === 'draft' && !isComplete(it.state.checked)
      ? [line('agreement.desk.unchecked')]
      : []),
    ...(it.state.status === 'offered' && it.state.signFrom !== undefined
      ? [line('agreement.desk.signFrom', { day: { day: it.state.signFrom } })]
      : []),
  ]);
}

const textButton = (
  { id }: Application,
  agreement: Agreement | undefined,
  it: AgreementVersion,
): readonly Button[] => [
  {
    label: line('agreement.button.text', {
      name: {
        line: agreement === undefined ? line('agreement.name.first') : versionName(agreement, it),
      },
    }),
    data: agreementDeskRoute.to(id, 'all', it.version),
  },
];

function nextButtons({ id }: Application, { version, state }: AgreementVersion): (readonly Button[])[] {
  const to = (verb: 'check' | OfficePress): readonly Button[] =>
    buttonRow(`agreement.button.${verb}`, agreementDeskRoute.to(id, verb, version));
  return [
    ...(state.status === 'draft' ? [to('check')] : []),
    ...(state.status === 'draft' && isComplete(state.checked) ? [to('offer')] : []),
    ...(state.status === 'offered' && !state.partnerYes ? [to('partner-yes')] : []),
    ...(isComplete(state.checked) && !state.ownerYes ? [to('signed')] : []),
    to('drop'),
  ];
}

async function draft(ctx: BotContext, member: MemberRow, application: Application): Promise<void> {
  if (!takesAgreement(application.status)) return showDesk(ctx, member, application);
  const agreement = await agreementOf(ctx.turn.services, application);
  await enter(ctx, 'agreement-draft', {
    open: 'fresh',
    seed: { ...seedOfDraft(agreement), [APPLICATION.key]: application.id },
  });
}

async function showText(
  ctx: BotContext,
  member: MemberRow,
  application: Application,
  version: number,
): Promise<void> {
  await noteRead(ctx, member, application);
  const agreement = await agreementOf(ctx.turn.services, application);
  const it = agreement?.versions.find((one) => one.version === version);
  if (agreement === undefined || it === undefined) return oldPress(ctx);
  await say(
    ctx,
    [
      line('agreement.text', { name: { line: versionName(agreement, it) } }),
      ...(it.terms === undefined ? [line('agreement.erased')] : allTerms(it.terms)),
      line('common.blank'),
      ...stateLines(it),
    ],
    [deskRow(application), [staffMenuButton]],
  );
}

async function askOnce(
  ctx: BotContext,
  application: Application,
  verb: Alone,
  version: number,
): Promise<void> {
  await say(
    ctx,
    line(`agreement.sure.${verb}`, {
      number: application.number,
      partner: partnerOf(ctx.turn.services, application),
    }),
    [
      buttonRow('application.yes', agreementDeskRoute.to(application.id, verb, version, 'yes')),
      [button('common.button.noChange', agreementDeskRoute.to(application.id))],
    ],
  );
}

async function act(
  ctx: BotContext,
  member: MemberRow,
  application: Application,
  verb: Alone,
  version: number,
): Promise<void> {
  const done = await ctx.turn.once(
    `agreement:${application.id}:${version}:${verb}`,
    codecs.json(agreementStep),
    (inside) => officeAct(inside, member, application, version, { do: verb }),
  );
  await say(ctx, outcome(done, verb), [deskRow(application), [staffMenuButton]]);
}

function outcome(done: AgreementStep, verb: Alone): Line {
  if (done.kind === 'refused')
    return line(
      done.why === 'unchecked' || done.why === 'no-targets'
        ? `agreement.refused.${done.why}`
        : 'agreement.refused.not-now',
    );
  return line(`agreement.done.${verb}`, { day: { day: done.from ?? '' } });
}
