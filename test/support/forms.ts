import { answersOf, type DraftState, type Place } from '../../src/bot/conversations/engine/draft.ts';
import type { Form } from '../../src/bot/conversations/engine/form.ts';
import type { Json } from '../../src/bot/conversations/engine/json.ts';
import type { FormName } from '../../src/bot/conversations/engine/script.ts';
import type { Input, Step } from '../../src/bot/conversations/engine/position.ts';
import { step } from '../../src/bot/conversations/engine/step.ts';
import { scripts } from '../../src/bot/conversations/index.ts';
import { officeTexts } from '../../src/office.ts';
import type { Services } from '../../src/services/core/services.ts';
import { appoint } from './members.ts';
import { registeredOwner, type Office } from './office.ts';
import { ZONE } from './clock.ts';
import { testOffice } from './services.ts';
import { localDate } from '../../src/domain/month/calendar.ts';

export type AnyForm = Form<unknown, Services, Json>;

/** A form of the registry with what it knows about somebody, to be filled in memory. Every question of it applies. */
export interface LoadedForm {
  readonly form: AnyForm;
  /** One move, as long after the last one as told: somebody types, presses what is on the screen, and so on. */
  move(state: DraftState, input: Input, hoursLater?: number, promptMessageId?: number): Step;
  type(state: DraftState, text: string, hoursLater?: number): Step;
}

const HOUR_MS = 60 * 60 * 1000;

// What the rest of the bot sees of a form hides its functions; they are there.
function isForm(form: FormName): form is FormName & AnyForm {
  return 'submit' in form && 'result' in form;
}

/** A form of the registry, by its name. */
export function formNamed(name: string): AnyForm {
  const found = scripts.flatMap((script) => script.forms).find((form) => form.name === name);
  if (found === undefined || !isForm(found)) throw new Error(`expected a form named ${name}`);
  return found;
}

/** Every form of every conversation, as somebody with a business and every right in the office meets it. */
export async function loadedForms(office: Office): Promise<readonly LoadedForm[]> {
  const siti = await registeredOwner(office);
  const member = await appoint(office, siti, { role: 'admin', rights: ['send', 'export', 'nik'] });
  const { services } = office;
  const account = await services.db.account.findUniqueOrThrow({ where: { chatId: siti.person.id } });
  const now = services.now();
  const who = {
    accountId: account.id,
    chatId: siti.person.id,
    language: 'id',
    personId: account.activePersonId ?? undefined,
    member,
  };
  const moment = { now, today: localDate(now, ZONE).toString(), wordings: () => [] };
  const known = new Map(scripts.flatMap((script) => script.forms).map((form) => [form.name, form]));
  return Promise.all(
    [...known.values()].filter(isForm).map(async (given: AnyForm) => {
      const context = await given.load(services, who, answersOf({}), moment);
      return loadedForm(given, context, now);
    }),
  );
}

const texts = officeTexts(await testOffice());

/** A form in memory, with what its `load` would have read. */
export function loadedForm(given: AnyForm, context: unknown, now: Date): LoadedForm {
  const questions = [...given.questions, ...(given.more?.(context) ?? [])];
  const form: AnyForm = { ...given, questions: questions.map(({ when: _when, ...rest }) => rest) };
  const move: LoadedForm['move'] = (state, input, hoursLater = 0, promptMessageId) =>
    step(form, state, input, {
      context,
      now,
      revision: 7,
      zone: ZONE,
      promptMessageId,
      lastActive: new Date(now.getTime() - hoursLater * HOUR_MS),
      texts,
      to: { language: 'id', salutation: 'P', shortName: 'Siti' },
      registered: given.name !== 'register',
      bot: 'umkm_gresik_bot',
    });
  return {
    form,
    move,
    type: (state, text, hoursLater) =>
      move(state, { kind: 'text', text, lines: text, masked: text, hasNik: false, messageId: 1 }, hoursLater),
  };
}

/** A draft that stands at this place. */
export function standing(place: Place, answers: DraftState['answers'] = {}): DraftState {
  return { place, answers, wrong: 0, figures: [] };
}
