import { z } from 'zod';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { line, named, type Line } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  goAlong,
  openToMembers,
  ownGroupApplication,
  type GroupApplication,
} from '../../../services/partnership/steps/group-applications.ts';
import { consentTexts } from '../../consent-texts.ts';
import { shownLine } from '../../../reports/disclosure-lines.ts';
import { button, menuButton } from '../../buttons.ts';
import { groupApplicationRoute } from '../../routes/owners.ts';
import { question, type Form } from '../engine/form.ts';
import { choice, discard, take, tell } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';

/** The application of the group, known before the form begins. */
export const TOGETHER = { key: 'together', value: z.number().int() };

interface C {
  readonly it: GroupApplication | undefined;
  readonly programme: Programme | undefined;
}

/** What a member reads; `spoken` changes to whom its lines speak, where it is read aloud. */
export const alongText = (programme: Programme, spoken = (it: Line): Line => it): Line =>
  spoken(
    line('group.apply.consent', {
      partner: programme.partner.name,
      fields: { line: spoken(shownLine(programme.partnerFields)) },
      programme: { line: { local: programme.name } },
    }),
  );

const consent = question<C, 'agreed'>({
  key: 'consent',
  value: z.literal('agreed'),
  numbered: false,
  bare: true,
  byButton: true,
  ask: (_answers, { programme }) =>
    programme === undefined ? line('partnership.apply.lost') : alongText(programme),
  choices: (_answers, { programme }) => [
    ...(programme === undefined
      ? []
      : [[choice('agree', line('partnership.apply.consent.agree'), take('agreed'))]]),
    [
      choice('read', line('register.consent.read'), tell(line('partnership.apply.consent.full'))),
      choice('refuse', line('partnership.apply.consent.refuse'), discard(line('group.apply.declined'))),
    ],
  ],
  hints: [line('common.consent.button'), line('common.consent.button')],
});

/** A member's own consent to go along with an application of the group. */
const groupApplyForm: Form<C, Services, number | null> = {
  name: 'group-apply',
  version: 1,
  brief: true,
  title: 'group.menu',
  questions: [consent],
  heading: (_answers, { it }) => (it?.group.name === undefined ? undefined : named(it.group.name)),
  async load(services, who, answers) {
    const id = answers.of(TOGETHER);
    const it =
      id === undefined || who.personId === undefined
        ? undefined
        : await ownGroupApplication(services, who.personId, id);
    return { it, programme: it === undefined ? undefined : await openToMembers(services, it) };
  },
  async submit(services, who, _answers, { it, programme }, draft) {
    if (it === undefined || programme === undefined || who.personId === undefined) return null;
    const goes = await goAlong(services, who.personId, it.id, programme, {
      version: consentTexts.groupPartner.version,
      language: who.language,
      text: draft.wording(alongText(programme)),
      button: 'agree',
      draftId: draft.id,
      givenAt: draft.now,
    });
    return goes ? it.id : null;
  },
  result: z.number().int().nullable(),
  receipt: (id, _answers, { it }) => ({
    text: line(
      id === null
        ? 'partnership.apply.lost'
        : it?.sent === true
          ? 'group.apply.followed'
          : 'group.apply.agreed',
    ),
    buttons: [
      ...(id === null ? [] : [[button('group.button.application', groupApplicationRoute.to('see', id))]]),
      [menuButton],
    ],
  }),
};

export const groupApplyScript = fillOne(groupApplyForm);
