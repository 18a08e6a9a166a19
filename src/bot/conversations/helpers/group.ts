import { z } from 'zod';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { addServed, goAlongServed, nearGroup } from '../../../services/helpers/group-members.ts';
import { servedBusinesses, type ServedBusiness } from '../../../services/helpers/assistance.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Group } from '../../../services/partnership/applications/groups.ts';
import {
  openProgramme,
  ownGroupApplication,
  type GroupApplication,
} from '../../../services/partnership/steps/group-applications.ts';
import { consentTexts } from '../../consent-texts.ts';
import { button, buttonRow } from '../../buttons.ts';
import { helperMenuRoute, servedGroupRoute } from '../../routes/staff.ts';
import type { Answers, Form, Moment, Receipt, Who } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { alongText } from '../partnership/group-apply.ts';
import { BUSINESS } from '../partnership/partnership-questions.ts';
import { agreedOn, consentWay, recordedConsent, witness } from './consent.ts';
import { loadHelper, type HelperContext } from './context.ts';
import { aboutOwner } from './words.ts';

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
    programme: it === undefined ? undefined : openProgramme(services, it),
  };
}

const spoken = (text: Line): Line => aboutOwner(text, line('helper.you'));
const groupText = spoken(line('group.consent'));

const heading = (_answers: Answers, { group }: C): Line | undefined =>
  group?.name === undefined ? undefined : named(group.name);

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
  heading,
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
    receipt(line(goes ? 'helper.group.along' : 'helper.group.gone'), context),
};

export const assistedJoinScript = fillOne(joinForm, { fresh: true });
export const assistedAlongScript = fillOne(alongForm, { fresh: true });
