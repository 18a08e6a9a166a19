import { z } from 'zod';
import { Temporal } from 'temporal-polyfill';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { addServed, goAlongServed, nearGroup } from '../../../services/helpers/group-members.ts';
import { servedBusinesses, type ServedBusiness } from '../../../services/helpers/assistance.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Group } from '../../../services/partnership/applications/groups.ts';
import { checkBusiness } from '../../../services/partnership/applications/checks.ts';
import {
  openProgramme,
  openToMembers,
  ownGroupApplication,
  type GroupApplication,
} from '../../../services/partnership/steps/group-applications.ts';
import { knownBusinesses, storeAnswers } from '../../../services/people/eligibility.ts';
import { consentTexts } from '../../consent-texts.ts';
import { button, buttonRow } from '../../buttons.ts';
import { helperMenuRoute, servedGroupRoute } from '../../routes/staff.ts';
import type { Answers, AnyQuestion, Form, Moment, Who } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { fillOne } from '../engine/script.ts';
import { alongText } from '../partnership/group-apply.ts';
import { newFacts } from '../partnership/partnership-facts.ts';
import { checkContext } from '../partnership/partnership.ts';
import {
  BUSINESS,
  factQuestions,
  programmeQuestions,
  type Context as CheckContext,
} from '../partnership/partnership-questions.ts';
import { agreedOn, consentWay, recordedConsent, witness } from './consent.ts';
import { loadHelper, type HelperContext } from './context.ts';
import { aboutOwner, inThirdPerson, ownerAndBusiness, ownerTitle } from './words.ts';

/** Known before a form begins: the group, or the application of a group. */
export const JOINED = { key: 'group', value: z.number().int() };
export const ALONG = { key: 'together', value: z.number().int() };

interface C extends HelperContext {
  /** Undefined when the helper does not serve that business. */
  readonly served: ServedBusiness | undefined;
  readonly group: Group | undefined;
  readonly it: GroupApplication | undefined;
  readonly programme: Programme | undefined;
}

async function servedIn(services: Services, { member }: Who, answers: Answers) {
  const id = answers.of(BUSINESS);
  const [served] =
    id === undefined || member === undefined ? [] : await servedBusinesses(services, member, [id]);
  return served;
}

async function load(services: Services, who: Who, answers: Answers, moment: Moment): Promise<C> {
  const [groupId, together] = [answers.of(JOINED), answers.of(ALONG)];
  const served = await servedIn(services, who, answers);
  const it =
    served === undefined || together === undefined
      ? undefined
      : await ownGroupApplication(services, served.owner.id, together);
  return {
    ...(await loadHelper(services, who, answers, moment)),
    served,
    group:
      groupId === undefined || who.member === undefined
        ? it?.group
        : await nearGroup(services, who.member, groupId),
    it,
    programme: it === undefined ? undefined : await openToMembers(services, it),
  };
}

const spoken = (text: Line): Line => aboutOwner(text, line('helper.you'));
const groupText = spoken(line('group.consent'));

const heading = (_answers: Answers, { served }: Pick<C, 'served'>): Line | undefined =>
  served === undefined
    ? undefined
    : line('helper.heading', {
        owner: {
          line: ownerAndBusiness(
            ownerTitle(served.owner.name, served.owner.salutation),
            served.business.name,
          ),
        },
      });

const result = z.boolean();

function receipt(text: Line, { served }: Pick<C, 'served'>): Receipt {
  return {
    text,
    buttons: [
      ...(served === undefined
        ? []
        : [buttonRow('helper.group.button', servedGroupRoute.to(served.business.id))]),
      [button('helper.menu', helperMenuRoute.to())],
    ],
  };
}

const common = {
  version: 1,
  brief: true,
  duty: 'assist',
  forget: true,
  title: 'helper.group.button',
} as const;

/** *Masuk kelompok*: an owner without Telegram joins a group, by a consent that is proved as the one to be registered. */
const joinForm: Form<C, Services, boolean> = {
  ...common,
  name: 'helper-group',
  questions: [
    consentWay<C>({ text: () => groupText, declined: line('helper.group.declined') }),
    witness,
    agreedOn,
  ],
  heading: (answers, context) =>
    context.group?.name === undefined ? heading(answers, context) : named(context.group.name),
  load,
  submit: async (services, who, answers, { served, group }, draft) => {
    const { version } = consentTexts.group;
    const consent = recordedConsent(answers, who, draft, { version, text: groupText });
    if (who.member === undefined || consent === undefined || served === undefined || group === undefined)
      return false;
    const { id: businessId } = served.business;
    return addServed(services, who.member, group.id, { businessId, consent, draftId: draft.id });
  },
  result,
  receipt: (joined, _answers, context) =>
    receipt(line(joined ? 'helper.group.joined' : 'helper.group.gone'), context),
};

const alongOf = ({ programme }: C): Line =>
  programme === undefined ? line('partnership.apply.lost') : alongText(programme, spoken);

/** *Ikut mendaftar*: they go along with an application of their group, by a consent of its own. */
const alongForm: Form<C, Services, boolean> = {
  ...common,
  name: 'helper-along',
  questions: [
    consentWay<C>({
      text: alongOf,
      full: line('partnership.apply.consent.full'),
      declined: line('helper.group.declined'),
    }),
    witness,
    agreedOn,
  ],
  heading,
  load,
  submit: async (services, who, answers, context, draft) => {
    const { served, it, programme } = context;
    const { version } = consentTexts.groupPartner;
    const consent = recordedConsent(answers, who, draft, { version, text: alongOf(context) });
    if (who.member === undefined || consent === undefined || served === undefined) return false;
    if (it === undefined || programme === undefined) return false;
    const recorded = { businessId: served.business.id, consent, draftId: draft.id };
    return goAlongServed(services, who.member, it, programme, recorded);
  },
  result,
  receipt: (goes, _answers, context) =>
    receipt(
      line(
        !goes
          ? 'helper.group.gone'
          : context.it?.sent === true
            ? 'helper.group.followed'
            : 'helper.group.along',
      ),
      context,
    ),
};

interface Checked extends CheckContext {
  readonly served: ServedBusiness | undefined;
}

const asked = (it: AnyQuestion<CheckContext>): AnyQuestion<Checked> =>
  inThirdPerson<CheckContext, Checked>(it, () => line('helper.theOwner'));

async function loadCheck(
  services: Services,
  who: Who,
  answers: Answers,
  today: Temporal.PlainDate,
): Promise<Checked> {
  const served = await servedIn(services, who, answers);
  const together = answers.of(ALONG);
  const it =
    served === undefined || together === undefined
      ? undefined
      : await ownGroupApplication(services, served.owner.id, together);
  const programme = it === undefined ? undefined : openProgramme(services, it);
  const known =
    served === undefined
      ? []
      : (await knownBusinesses(services, served.owner.id)).filter(
          ({ business }) => business.id === served.business.id,
        );
  const programmes = programme === undefined ? [] : [programme];
  return { ...checkContext(services, today, programmes, known, served?.owner.salutation), served };
}

/** What the programme still has to know of them, before they can go along. */
const checkForm: Form<Checked, Services, boolean> = {
  ...common,
  name: 'helper-check',
  questions: factQuestions('ask').map(asked),
  more: (context) => programmeQuestions('ask', context).map(asked),
  heading,
  load: (services, who, answers, moment) =>
    loadCheck(services, who, answers, Temporal.PlainDate.from(moment.today)),
  submit: async (services, _who, answers, { served, programmes }, draft) => {
    if (served === undefined) return false;
    const { owner, business } = served;
    const whose = { personId: owner.id, businessId: business.id, draftId: draft.id };
    await storeAnswers(services, { ...whose, ...newFacts(answers, programmes) });
    const fresh = (await knownBusinesses(services, owner.id)).find((it) => it.business.id === business.id);
    if (fresh !== undefined) await checkBusiness(services, fresh);
    return fresh !== undefined;
  },
  result,
  receipt: (done, _answers, context) =>
    receipt(line(done ? 'helper.group.checked' : 'helper.group.gone'), context),
};

export const assistedJoinScript = fillOne(joinForm, { fresh: true });
export const assistedAlongScript = fillOne(alongForm, { fresh: true });
export const assistedCheckScript = fillOne(checkForm, { fresh: true });
