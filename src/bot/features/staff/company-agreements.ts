import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { agreementStep, noteAgreementRead } from '../../../services/partnership/agreements/agreement-acts.ts';
import { agreementOf, type AgreementVersion } from '../../../services/partnership/agreements/agreements.ts';
import type { Application } from '../../../services/partnership/applications/applications.ts';
import { candidateOf } from '../../../services/partnership/candidates/candidates.ts';
import {
  companyReady,
  companyText,
  companyYes,
  waitsForCompany,
} from '../../../services/partnership/candidates/company-agreements.ts';
import { allTerms, stateLines, versionName } from '../../../reports/agreement-lines.ts';
import { candidatePage } from '../../application-lines.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import type { Button } from '../../message.ts';
import { companyAgreementRoute } from '../../routes/staff.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { sayGone } from './candidate-shown.ts';
import { onDuty } from './duty.ts';

/** The agreement in the room of the company: its text, and the yes of whoever decides for it. */
export function companyAgreementTools(): readonly Press[] {
  return [
    onPress(
      companyAgreementRoute,
      onDuty('candidates', async (ctx, member, id, version, verb) => {
        const { services, once } = ctx.turn;
        const application = (await candidateOf(services, member, id))?.application;
        const text = application === undefined ? undefined : await companyText(services, application);
        if (application === undefined || text === undefined) return sayGone(ctx);
        if (version === undefined || verb === undefined) return showText(ctx, member, application, text);
        const back = [backTo(application), [staffMenuButton]];
        if (verb === 'ready') {
          const done = await once(
            `agreement:${id}:${version}:ready`,
            codecs.word(['done', 'no']),
            async (inside) => ((await companyReady(inside, member, id, version)) ? 'done' : 'no'),
          );
          const key = done === 'done' ? 'agreement.company.prepared' : 'agreement.refused.not-now';
          return void (await say(ctx, line(key), back));
        }
        if (verb === 'ask')
          return void (await say(ctx, line('agreement.company.sure', { number: application.number }), [
            buttonRow('agreement.button.signYes', companyAgreementRoute.to(id, version, 'yes')),
            [button('common.button.noChange', companyAgreementRoute.to(id))],
          ]));
        const done = await once(`agreement:${id}:${version}:company`, codecs.json(agreementStep), (inside) =>
          companyYes(inside, member, id, version),
        );
        await say(
          ctx,
          line(
            done.kind === 'refused'
              ? 'agreement.refused.not-now'
              : done.status === 'agreed'
                ? 'agreement.company.agreed'
                : 'agreement.company.waits',
          ),
          back,
        );
      }),
    ),
  ];
}

const backTo = (application: Application): readonly Button[] =>
  buttonRow('candidate.back.one', candidatePage(application));

async function showText(
  ctx: BotContext,
  member: MemberRow,
  application: Application,
  it: AgreementVersion,
): Promise<void> {
  const { services, once } = ctx.turn;
  await once(`read:agreement:${application.id}`, codecs.nothing, (inside) =>
    noteAgreementRead(inside, member, application),
  );
  const agreement = await agreementOf(services, application);
  if (agreement === undefined) return sayGone(ctx);
  const { id } = application;
  const signs = member.partner?.signs === true;
  await say(
    ctx,
    [
      line('agreement.text', { name: { line: versionName(agreement, it) } }),
      ...(it.terms === undefined ? [line('agreement.erased')] : allTerms(it.terms)),
      line('common.blank'),
      ...stateLines(it),
      ...(waitsForCompany(it) ? [line(signs ? 'agreement.company.ask' : 'agreement.company.prepare')] : []),
    ],
    [
      ...(waitsForCompany(it)
        ? [
            signs
              ? buttonRow('agreement.button.sign', companyAgreementRoute.to(id, it.version, 'ask'))
              : buttonRow('agreement.button.ready', companyAgreementRoute.to(id, it.version, 'ready')),
          ]
        : []),
      backTo(application),
      [staffMenuButton],
    ],
  );
}
