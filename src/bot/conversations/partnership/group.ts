import { z } from 'zod';
import { groupKinds, type GroupKind } from '../../../domain/partnership/group.ts';
import { line, named } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  foundGroup,
  invitationOf,
  joinGroup,
  type Group,
  type GroupConsent,
} from '../../../services/partnership/applications/groups.ts';
import { askNewcomer } from '../../../services/partnership/steps/group-applications.ts';
import { consentTexts } from '../../consent-texts.ts';
import { button, buttonRow, menuButton } from '../../buttons.ts';
import { groupRoute } from '../../routes/owners.ts';
import { question, type Answers, type Form, type SubmittedDraft } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { choice, discard, take } from '../engine/reply.ts';
import { fillOne, fillOneOf } from '../engine/script.ts';
import { chosenBusiness, loadOwn, which, type OwnContext } from '../people/own-business.ts';
import { replyToBusinessName } from '../questions/names.ts';

/** The link that was opened, known before the form begins. */
export const INVITATION = { key: 'invitation', value: z.number().int() };

interface C extends OwnContext {
  /** The group that is joined; undefined when it is founded, or the link does not hold any more. */
  readonly group: Group | undefined;
}

const kind = question<C, GroupKind>({
  key: 'kind',
  value: z.enum(groupKinds),
  ask: () => line('group.kind.ask'),
  choices: () => groupKinds.map((it) => [choice(it, line(`group.kind.${it}`), take(it))]),
  hints: [line('common.buttons'), line('group.kind.ask')],
});

const groupName = question<C, string>({
  key: 'name',
  value: z.string(),
  ask: () => line('group.name.ask'),
  read: replyToBusinessName,
  reader: 'business-name@1',
  hints: [line('group.name.hint'), line('group.name.hint')],
});

const consent = question<C, 'agreed'>({
  key: 'consent',
  value: z.literal('agreed'),
  numbered: false,
  bare: true,
  byButton: true,
  ask: () => line('group.consent'),
  choices: () => [
    [choice('agree', line('group.consent.agree'), take('agreed'))],
    [choice('refuse', line('group.consent.refuse'), discard(line('group.consent.declined')))],
  ],
  hints: [line('common.consent.button'), line('group.consent')],
});

const consentOf = (language: string, draft: SubmittedDraft): GroupConsent => ({
  version: consentTexts.group.version,
  language,
  text: draft.wording(line('group.consent')),
  button: 'agree',
  draftId: draft.id,
  givenAt: draft.now,
});

const result = z.number().int().nullable();

function receipt(group: number | null, done: 'group.founded' | 'group.joined'): Receipt {
  if (group === null) return { text: line('group.gone'), buttons: [[menuButton]] };
  return {
    text: line(done),
    buttons: [
      ...(done === 'group.founded' ? [buttonRow('group.button.invite', groupRoute.to('invite', group))] : []),
      [button('group.button.see', groupRoute.to('see', group))],
      [menuButton],
    ],
  };
}

const heading = (_answers: Answers, { group }: C) =>
  group?.name === undefined ? undefined : named(group.name);

const foundForm: Form<C, Services, number | null> = {
  name: 'group-found',
  version: 1,
  brief: true,
  title: 'group.menu',
  questions: [kind, groupName, which, consent],
  load: async (services, who, _answers, moment) => ({
    ...(await loadOwn(services, who, moment)),
    group: undefined,
  }),
  async submit(services, who, answers, context, draft) {
    const business = chosenBusiness(answers, context);
    const [what, name] = [answers.of(kind), answers.of(groupName)];
    if (who.personId === undefined || business === undefined || what === undefined || name === undefined)
      return null;
    const founded = await foundGroup(services, {
      personId: who.personId,
      businessId: business.id,
      kind: what,
      name,
      consent: consentOf(who.language, draft),
    });
    return founded ?? null;
  },
  result,
  receipt: (id) => receipt(id, 'group.founded'),
};

const joinForm: Form<C, Services, number | null> = {
  name: 'group-join',
  version: 1,
  brief: true,
  title: 'group.menu',
  questions: [which, consent],
  heading,
  load: async (services, who, answers, moment) => {
    const id = answers.of(INVITATION);
    return {
      ...(await loadOwn(services, who, moment)),
      group: id === undefined ? undefined : await invitationOf(services, id, who.accountId),
    };
  },
  async submit(services, who, answers, context, draft) {
    const business = chosenBusiness(answers, context);
    const invitationId = answers.of(INVITATION);
    if (who.personId === undefined || business === undefined || invitationId === undefined) return null;
    const joined = await joinGroup(services, {
      invitationId,
      accountId: who.accountId,
      personId: who.personId,
      businessId: business.id,
      consent: consentOf(who.language, draft),
    });
    const group = joined ? context.group?.id : undefined;
    if (group !== undefined) await askNewcomer(services, group, who.personId);
    return group ?? null;
  },
  result,
  receipt: (id) => receipt(id, 'group.joined'),
};

/** Founding a group, and joining one with the link of its head; each with the own consent. */
export const groupScript = fillOneOf(fillOne(foundForm), fillOne(joinForm));
