import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { asksExact } from '../../../domain/partnership/candidate.ts';
import { statuses } from '../../../domain/partnership/application.ts';
import { evaluate } from '../../../domain/eligibility/eligibility.ts';
import { shortName } from '../../../domain/people/name.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { peopleOf, type PersonName } from '../../../services/core/accounts.ts';
import {
  apply as sendApplication,
  hasNik,
  liveApplication,
} from '../../../services/partnership/applications/applications.ts';
import {
  checkOfAccount,
  latestChecks,
  type StoredCheck,
} from '../../../services/partnership/applications/checks.ts';
import { giveConsent } from '../../../services/people/consents.ts';
import { personNumber } from '../../../services/people/people.ts';
import { programmesOn } from '../../../services/people/eligibility.ts';
import type { Services } from '../../../services/core/services.ts';
import { consentTexts } from '../../consent-texts.ts';
import { shownLine } from '../../../reports/disclosure-lines.ts';
import { question, type Answers, type Form } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { fillOne, fillOneOf } from '../engine/script.ts';
import { nikForm } from './apply-nik.ts';
import { nikGiven, nikQuestion, type NikContext } from './nik.ts';
import { askButton, button, menuButton } from '../../buttons.ts';
import { applicationRoute, applicationVerbRoute, groupApplicationRoute } from '../../routes/owners.ts';
import { choice, decline, take, tell } from '../engine/reply.ts';
import { statusName } from '../../application-lines.ts';

/** A check that can become an application. */
interface Target {
  readonly check: StoredCheck;
  readonly programme: Programme;
  /** This business already has one running for this programme. */
  readonly running: boolean;
}

interface Context extends NikContext {
  readonly targets: readonly Target[];
  readonly programmes: readonly Programme[];
  /** Whose application it is: the owner of the business, whoever speaks in the chat by now. */
  readonly applicant: PersonName | undefined;
  /** Silent: neither the question nor the review tells that a NIK is known. */
  readonly hasNik: boolean;
}

const TARGET = { key: 'target', value: z.number().int() };

function chosen(answers: Answers, context: Context): Target | undefined {
  return context.targets.find((it) => it.check.id === answers.of(TARGET));
}

const businessName = ({ check }: Target): Line =>
  check.businessName === undefined ? line('partnership.unnamed') : named(check.businessName);

const both = (target: Target): Line =>
  line('partnership.apply.target.show', {
    programme: { line: { local: target.programme.name } },
    business: { line: businessName(target) },
  });

const target = question<Context, number>({
  ...TARGET,
  numbered: false,
  ask: (_answers, context) =>
    line(
      context.targets.some((it) => !it.running)
        ? 'partnership.apply.target.ask'
        : 'partnership.apply.target.none',
    ),
  choices: (_answers, context) =>
    context.targets
      .filter((it) => !it.running)
      .map((it) => [choice(`t${it.check.id}`, both(it), take(it.check.id))]),
  hints: [line('common.buttons'), line('partnership.apply.target.ask')],
  label: 'partnership.apply.target.label',
  show: (_id, answers, context) => {
    const it = chosen(answers, context);
    return it === undefined ? line('common.review.open') : both(it);
  },
});

function consentText({ programme, ...rest }: Target): Line {
  return line('partnership.apply.consent.ask', {
    partner: programme.partner.name,
    fields: { line: shownLine(programme.partnerFields) },
    programme: { line: { local: programme.name } },
    business: { line: businessName({ programme, ...rest }) },
  });
}

const consent = question<Context, 'agreed'>({
  key: 'consent',
  value: z.literal('agreed'),
  bare: true,
  dependsOn: ['target'],
  ask: (answers, context) => {
    const it = chosen(answers, context);
    return it === undefined ? line('partnership.apply.lost') : consentText(it);
  },
  choices: (answers, context) => [
    ...(chosen(answers, context) === undefined
      ? []
      : [[choice('agree', line('partnership.apply.consent.agree'), take('agreed'))]]),
    [
      choice('read', line('register.consent.read'), tell(line('partnership.apply.consent.full'))),
      choice(
        'refuse',
        line('partnership.apply.consent.refuse'),
        decline(line('partnership.apply.consent.declined')),
      ),
    ],
  ],
  hints: [line('common.consent.button'), line('common.consent.button')],
  label: 'partnership.apply.consent.label',
  show: (_value, answers, context) =>
    line('partnership.apply.consent.show', {
      partner: partnerOf(chosen(answers, context)),
    }),
});

/** Whoever knows a seller's figures presses the price: asked last, and the application goes out with either answer. */
const exact = question<Context, 'agreed' | 'no'>({
  key: 'exact',
  value: z.enum(['agreed', 'no']),
  byButton: true,
  dependsOn: ['target'],
  when: (answers, context) => {
    const it = chosen(answers, context);
    return it !== undefined && asksExact(it.programme);
  },
  ask: (answers, context) => exactText(chosen(answers, context)),
  choices: () => [
    [choice('agree', line('partnership.exact.agree'), take('agreed'))],
    [choice('no', line('partnership.exact.no'), take('no'))],
  ],
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'partnership.exact.label',
  show: (value, answers, context) =>
    value === 'no'
      ? line('partnership.exact.show.no')
      : line('partnership.exact.show.agreed', { partner: partnerOf(chosen(answers, context)) }),
});

const partnerOf = (it: Target | undefined): string => it?.programme.partner.name ?? '–';
const exactText = (it: Target | undefined): Line => line('partnership.exact.ask', { partner: partnerOf(it) });

const result = z.union([
  z.object({
    kind: z.literal('sent'),
    id: z.number(),
    number: z.string(),
    programme: z.string(),
    moment: z.string(),
    dueOn: z.string(),
    nikBy: z.enum(['given', 'later', 'officer']),
  }),
  z.object({
    kind: z.literal('known'),
    id: z.number(),
    number: z.string(),
    programme: z.string(),
    status: z.enum(statuses),
  }),
  z.object({ kind: z.literal('together'), id: z.number() }),
  z.object({ kind: z.literal('lost') }),
]);
type Result = z.infer<typeof result>;

async function load(
  services: Services,
  who: { readonly accountId: number; readonly personId: number | undefined },
  answers: Answers,
  day: string,
): Promise<Context> {
  const today = Temporal.PlainDate.from(day);
  const id = answers.of(TARGET);
  const meant = id === undefined ? undefined : await checkOfAccount(services, who.accountId, id);
  const applicantId = meant?.ownerId ?? who.personId;
  const latest = applicantId === undefined ? [] : await latestChecks(services, applicantId, who.accountId);
  const checks = meant === undefined || latest.some((it) => it.id === meant.id) ? latest : [meant, ...latest];
  const programmes = programmesOn(services.programmes.open, today);
  const targets: Target[] = [];
  for (const check of checks) {
    const programme = programmes.find((it) => it.id === check.programmeId);
    if (
      programme === undefined ||
      programme.version !== check.programmeVersion ||
      evaluate(programme, {}, today).application !== 'open' ||
      !check.mayApply
    )
      continue;
    targets.push({
      check,
      programme,
      running: (await liveApplication(services, check.businessId, programme.id)) !== undefined,
    });
  }
  const seen = targets.find((it) => it.check.id === id)?.programme;
  return {
    today,
    targets,
    programmes: services.programmes.known,
    nikPrefix: services.office.areas.nikPrefix,
    nikPartner: seen?.partnerFields.includes('nik') === true ? seen.partner.name : undefined,
    applicant: (await peopleOf(services, who.accountId)).find((person) => person.id === applicantId),
    hasNik: applicantId !== undefined && (await hasNik(services, applicantId)),
  };
}

/** Applying: which programme, the consent that names the partner and what it sees, and only then the NIK. */
export const applyForm: Form<Context, Services, Result> = {
  name: 'apply',
  version: 2,
  title: 'partnership.apply.title',
  questions: [target, consent, nikQuestion<Context>((_answers, context) => !context.hasNik), exact],
  review: { ask: line('partnership.apply.review.ask'), send: line('common.button.send') },
  speaker: (_answers, { applicant }) =>
    applicant === undefined
      ? {}
      : {
          salutation: applicant.salutation,
          shortName: applicant.name === undefined ? undefined : shortName(applicant.name),
        },
  load: (services, who, answers, moment) => load(services, who, answers, moment.today),
  submit: async (services, who, answers, context, draft) => {
    const it = chosen(answers, context);
    const stored = answers.stored(consent.key);
    if (it === undefined || answers.of(consent) === undefined || stored === undefined)
      return { kind: 'lost' };
    const { nik, nikBy, warnings } = nikGiven(answers, context);
    const { programme, check } = it;
    const done = await sendApplication(services, {
      accountId: who.accountId,
      personId: check.ownerId,
      businessId: check.businessId,
      programmeId: programme.id,
      programmeVersion: programme.version,
      draftId: draft.id,
      checkId: check.id,
      nik: context.hasNik ? undefined : nik,
      nikBy: context.hasNik ? 'given' : nikBy,
      nikWarnings: warnings,
      consent: {
        version: consentTexts.partner.version,
        language: who.language,
        text: draft.wording(consentText(it)),
        button: stored.confirmed ?? 'agree',
        givenAt: new Date(stored.at),
        details: {
          programme: programme.id,
          programmeVersion: String(programme.version),
          partner: programme.partner.name,
          fields: programme.partnerFields,
        },
      },
    });
    if (done.kind === 'together') return { kind: 'together', id: done.id };
    const { application } = done;
    const figure = answers.stored(exact.key);
    if (done.kind === 'sent' && figure !== undefined && answers.of(exact) === 'agreed')
      await giveConsent(services, {
        personId: check.ownerId,
        personNumber: await personNumber(services, check.ownerId),
        purpose: `exact:${programme.id}`,
        version: consentTexts.exactSales.version,
        language: who.language,
        text: draft.wording(exactText(it)),
        button: figure.confirmed ?? 'agree',
        givenAt: new Date(figure.at),
        draftId: draft.id,
      });
    if (done.kind === 'known')
      return {
        kind: 'known',
        id: application.id,
        number: application.number,
        programme: programme.id,
        status: application.status,
      };
    return {
      kind: 'sent',
      id: application.id,
      number: application.number,
      programme: programme.id,
      moment: application.appliedAt.toISOString(),
      dueOn: application.dueOn,
      nikBy: application.nikBy,
    };
  },
  result,
  receipt: (done, _answers, context) => receiptOf(done, context),
};

const menuRow = [menuButton];

/** What whoever goes along with a group is told in the place of an own application. */
export const togetherReceipt = (id: number): Receipt => ({
  text: line('group.together'),
  buttons: [[button('group.button.application', groupApplicationRoute.to('see', id))], menuRow],
});

function receiptOf(done: Result, context: Context): Receipt {
  if (done.kind === 'lost')
    return {
      text: line('partnership.apply.lost'),
      buttons: [[askButton], menuRow],
    };
  if (done.kind === 'together') return togetherReceipt(done.id);
  const programme = context.programmes.find((it) => it.id === done.programme);
  const name: Line = programme === undefined ? line('common.noWords') : { local: programme.name };
  const see = [button('partnership.button.application', applicationRoute.to(done.id))];
  if (done.kind === 'known')
    return {
      text: line('partnership.apply.known', {
        number: done.number,
        programme: { line: name },
        status: { line: statusName(done.status, programme) },
      }),
      buttons: [see, menuRow],
    };
  const nik =
    done.nikBy === 'given'
      ? []
      : [
          line(
            done.nikBy === 'later' ? 'partnership.apply.receipt.later' : 'partnership.apply.receipt.officer',
          ),
        ];
  const receipt = line('partnership.apply.receipt', {
    number: done.number,
    programme: { line: name },
    status: { line: statusName('submitted', programme) },
    moment: { moment: done.moment },
    day: { day: done.dueOn },
  });
  return {
    text: line('partnership.lines', { lines: { paragraphs: [receipt, ...nik] } }),
    buttons: [
      ...(done.nikBy === 'later'
        ? [[button('partnership.button.addNik', applicationVerbRoute.to('nik', done.id))]]
        : []),
      see,
      menuRow,
    ],
  };
}

export const apply = fillOneOf(fillOne(applyForm), fillOne(nikForm));
