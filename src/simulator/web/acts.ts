import { booleanOf, integerOf, numberOf, stringOf, type JsonRecord } from '../json.ts';
import type { Person } from '../people/person.ts';
import { contentOf } from '../api/posting.ts';
import { samplePhoto } from './static-files.ts';

/** An act that the page asked for cannot be done; its message is shown to whoever tries. */
export class ImpossibleAct extends Error {}

type Act = (person: Person, act: JsonRecord) => unknown;

function text(act: JsonRecord, key: string): string {
  const value = stringOf(act, key);
  if (value === undefined) throw new ImpossibleAct(`${key} is missing`);
  return value;
}

function messageId(act: JsonRecord): number {
  const value = integerOf(act, 'message');
  if (value === undefined) throw new ImpossibleAct('message is missing');
  return value;
}

function messageIn(person: Person, act: JsonRecord): Person['log'][number] {
  const id = messageId(act);
  const message = person.log.find((one) => one.message_id === id);
  if (message === undefined) throw new ImpossibleAct('message is gone');
  return message;
}

const PHOTOS = { produk: 'produk', kartu: 'kartu', warung: 'warung' } as const;

const ACTS: Readonly<Record<string, Act>> = {
  text: (person, act) =>
    person.sendText(text(act, 'text').slice(0, 4096), { replyTo: integerOf(act, 'replyTo') }),
  start: (person, act) => person.start(stringOf(act, 'payload')),
  press: (person, act) => person.pressData(messageId(act), text(act, 'data')),
  key: (person, act) => person.pressKey(text(act, 'text')),
  contact: (person, act) =>
    booleanOf(act, 'own') === true
      ? person.shareContact()
      : person.sendContact({ phone_number: text(act, 'phone'), first_name: text(act, 'name') }),
  location: (person, act) =>
    person.sendLocation({
      latitude: numberOf(act, 'latitude') ?? -7.1566,
      longitude: numberOf(act, 'longitude') ?? 112.6555,
    }),
  venue: (person) => person.sendVenue('Balai Desa Wedani', 'Kecamatan Cerme, Gresik'),
  sticker: (person, act) => person.sendSticker(text(act, 'emoji')),
  voice: (person) => person.sendVoice(),
  photo: (person, act) => {
    const which =
      PHOTOS[
        text(act, 'sample') === 'kartu' ? 'kartu' : text(act, 'sample') === 'warung' ? 'warung' : 'produk'
      ];
    return person.sendPhoto({ data: samplePhoto(which), name: `${which}.png` });
  },
  document: (person) =>
    person.sendDocument(
      'catatan-penjualan.csv',
      'bulan,penjualan\nSeptember 2026,2800000\nOktober 2026,3200000\n',
    ),
  edit: (person, act) => person.edit(text(act, 'text'), messageId(act)),
  forward: (person, act) => person.forward(messageIn(person, act)),
  'forward-text': (person, act) => person.forward({ text: text(act, 'text') }),
  resend: (person, act) => {
    const message = messageIn(person, act);
    return message.text === undefined ? person.resend(contentOf(message)) : person.sendText(message.text);
  },
  block: (person) => person.block(),
  unblock: (person) => person.unblock(),
};

/** Does what somebody did on the page. */
export function act(person: Person, request: JsonRecord): void {
  const name = text(request, 'do');
  const found = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (found === undefined) throw new ImpossibleAct(`no act ${name}`);
  try {
    found(person, request);
  } catch (error) {
    throw new ImpossibleAct(error instanceof Error ? error.message : String(error));
  }
}
