import { textOf, type Person, type Update } from '../../src/simulator/simulator.ts';
import { registrationSteps, type Office, type Owner } from './office.ts';

type Act = (person: Person) => { readonly update: Update | undefined } | Update | undefined;

/** Does several things at once, before the bot hears of any of them; returns everything it wrote and every notice. */
export async function atOnce(
  office: Office,
  owner: Owner,
  ...acts: readonly Act[]
): Promise<readonly string[]> {
  const { person } = owner;
  const before = new Set(person.messages.map((message) => message.message_id));
  const toasts = person.toasts.length;
  office.simulator.pauseUpdates();
  const updates = acts.map((act) => updateOf(act(person)));
  office.simulator.pauseUpdates(false);
  await office.done(...updates);
  return [
    ...person.messages.filter((message) => !before.has(message.message_id)).map(textOf),
    ...person.toasts
      .slice(toasts)
      .map((toast) => toast.text)
      .filter((text) => text !== ''),
  ];
}

export const says =
  (text: string): Act =>
  (person) =>
    person.sendText(text);
export const taps =
  (label: string | RegExp): Act =>
  (person) =>
    person.tap(label);

export function updateOf(
  outcome: { readonly update: Update | undefined } | Update | undefined,
): Update | undefined {
  if (outcome === undefined) return undefined;
  return isUpdate(outcome) ? outcome : outcome.update;
}

function isUpdate(value: { readonly update: Update | undefined } | Update): value is Update {
  return 'update_id' in value;
}

/** The steps of the registration before a question; that question is then on the screen. */
export function stepsBefore(
  question:
    | 'consent'
    | 'name'
    | 'salutation'
    | 'kecamatan'
    | 'desa'
    | 'business'
    | 'kind'
    | 'started'
    | 'workers'
    | 'sales'
    | 'nib'
    | 'phone'
    | 'review',
): readonly string[] {
  const count = {
    consent: 2,
    name: 3,
    salutation: 4,
    kecamatan: 5,
    desa: 6,
    business: 7,
    kind: 8,
    started: 9,
    workers: 10,
    sales: 11,
    nib: 13,
    phone: 14,
    review: 15,
  }[question];
  return registrationSteps.slice(0, count);
}

/** A press on a button that is in sight now, for later: a phone that was offline still shows it. */
export function heldButton({ person }: Owner, label: string): Act {
  const { message, button } = person.inlineButtons.find((it) => it.text === label) ?? {};
  const data = button?.callback_data;
  if (message === undefined || data === undefined) throw new Error(`expected the button ${label} in sight`);
  return (it) => it.pressData(message.message_id, data);
}
