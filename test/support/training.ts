import { giveConsent } from '../../src/services/people/consents.ts';
import { participantsOf } from '../../src/services/trainings/participants.ts';
import type { Participant } from '../../src/services/trainings/participant-rows.ts';
import { atomically } from '../../src/services/core/services.ts';
import {
  createTraining,
  type Training,
  type TrainingFields,
} from '../../src/services/trainings/trainings.ts';
import type { Office, Owner } from './office.ts';
import { registeredPerson, type StoredPerson } from './people.ts';

let nextDraft = 500_000;

/** Cerme, where the training is, and Gresik, where the owners of these tests live. */
export const CERME = '35.25.11';
export const GRESIK = '35.25.16';

/** A training on Thursday, 19 November 2026, 09.00–12.00 WIB; joining closes two days before at 16.00. */
export function training(office: Office, wanted: Partial<TrainingFields> = {}): Promise<Training> {
  return atomically(office.database.prisma, office.services, (inside) =>
    createTraining(
      inside,
      {
        title: 'Pelatihan Kemasan Produk',
        topic: 'packaging',
        startsAt: new Date('2026-11-19T02:00:00Z'),
        endsAt: new Date('2026-11-19T05:00:00Z'),
        place: 'Balai Desa Wedani',
        address: 'Jl. Raya Wedani 12',
        pin: { latitude: -7.2201, longitude: 112.5512 },
        kecamatan: CERME,
        seats: 30,
        seatRule: 'first-come',
        closesAt: new Date('2026-11-17T09:00:00Z'),
        bring: 'satu contoh produk',
        preferUnseated: false,
        ...wanted,
      },
      { createdBy: 'test', draftId: nextDraft++ },
    ),
  );
}

export interface Neighbour extends Owner {
  readonly known: StoredPerson;
}

/** Somebody registered with a chat, who has agreed to be recorded and, unless told otherwise, to training news. */
export async function neighbour(
  office: Office,
  name = 'Siti Aminah',
  salutation: 'L' | 'P' = 'P',
  options: { readonly news?: boolean; readonly kecamatan?: string } = {},
): Promise<Neighbour> {
  const owner = office.owner(name.split(' ')[0]);
  const known = await onPhone(office, owner, name, salutation, options);
  // Buttons stand under messages: without any, nothing can be pressed.
  await owner.say('/menu');
  return Object.assign(owner, { known });
}

/** One more registered person on the phone of somebody; they speak from now on. */
export async function onPhone(
  office: Office,
  owner: Owner,
  name: string,
  salutation: 'L' | 'P',
  options: { readonly news?: boolean; readonly kecamatan?: string } = {},
): Promise<StoredPerson> {
  const { services } = office;
  const known = await registeredPerson(services, {
    name,
    salutation,
    chatId: owner.person.id,
    news: options.news ?? true,
    businesses: [{ kecamatan: options.kecamatan ?? GRESIK }],
  });
  const draft = await services.db.draft.create({
    data: { accountId: known.accountId ?? 0, form: 'register', version: 1, status: 'submitted' },
  });
  await giveConsent(services, {
    personId: known.id,
    personNumber: known.number,
    purpose: 'registration',
    version: 1,
    language: 'id',
    text: 'Apakah setuju?',
    button: 'agree',
    givenAt: services.now(),
    draftId: draft.id,
  });
  return known;
}

/** Everybody of a training, as the office sees them. */
export const listOf = (office: Office, it: Training): Promise<readonly Participant[]> =>
  participantsOf(office.services, it.id);

/** A press with data made by hand, on any message of the chat. */
export async function press(owner: Owner, data: string): Promise<readonly string[]> {
  return owner.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 1, data));
}

/** Callback data of the buttons under the newest message that has some. */
export function dataUnder(owner: Owner): readonly string[] {
  const under = owner.person.messages.findLast(
    (message) => message.reply_markup?.inline_keyboard !== undefined,
  );
  return (under?.reply_markup?.inline_keyboard ?? []).flat().map((button) => button.callback_data ?? '');
}
