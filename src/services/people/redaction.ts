import { formatPhone } from '../../domain/people/identity.ts';
import { shortName } from '../../domain/people/name.ts';
import { businessesOf, type Business } from './businesses.ts';
import type { Services } from '../core/services.ts';

/** Takes a person out of a text that has to stay readable, such as the proof of a consent. */
export interface Redaction {
  /** Names and numbers of the person become "…", names of a business its registration number. */
  text(text: string): string;
  /** Also the registration numbers become "…": nothing leads to anybody any more. */
  everything(text: string): string;
}

interface Known {
  readonly name: string | undefined;
  /** E.164 */
  readonly phone: string | undefined;
}

/** Every wording under which this person or a business of theirs could stand in a text, longest first. */
export async function redactionOf(services: Services, personId: number): Promise<Redaction> {
  const { db, seal } = services;
  const row = await db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { name: true, phone: true },
  });
  const name = row.name === null ? undefined : seal.show(`person:${personId}:name`, row.name);
  const phone = row.phone === null ? undefined : seal.show(`person:${personId}:phone`, row.phone);
  return redactionFor({ name, phone }, await businessesOf(services, personId));
}

/** The same for somebody whose name and phone are at hand, with the businesses they have by now. */
export function redactionFor({ name, phone }: Known, businesses: readonly Business[]): Redaction {
  const own = [
    name,
    phone,
    ...(name === undefined ? [] : [shortName(name)]),
    ...(phone === undefined ? [] : [formatPhone(phone)]),
  ];
  const words = new Map<string, string>();
  for (const it of own) if (it !== undefined) words.set(it, HIDDEN);
  for (const it of businesses) {
    if (it.nib !== undefined) words.set(it.nib, HIDDEN);
    if (it.name !== undefined) words.set(it.name, it.number ?? HIDDEN);
  }
  const numbers = businesses.flatMap((it) => (it.number === undefined ? [] : [[it.number, HIDDEN] as const]));
  const everything = new Map([...[...words.keys()].map((word) => [word, HIDDEN] as const), ...numbers]);
  return { text: (text) => replaced(text, words), everything: (text) => replaced(text, everything) };
}

const HIDDEN = '…';

/** Whole words only: "Ani" is not taken out of "berani". Words of one or two letters are too common to be taken out. */
function replaced(text: string, words: ReadonlyMap<string, string>): string {
  const longestFirst = [...words.keys()]
    .filter((word) => word.length > 2)
    .toSorted((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return text;
  const escaped = longestFirst.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${escaped.join('|')})(?![\p{L}\p{N}])`, 'gu');
  return text.replaceAll(pattern, (word) => words.get(word) ?? HIDDEN);
}
