import type { Addressee } from '../../i18n.ts';
import type { Announcement } from '../../services/announcements/announcements.ts';
import type { Delivery } from '../../services/announcements/deliveries.ts';
import { keepVersion } from '../../services/announcements/delivery-corrections.ts';
import { trainingById, type Training } from '../../services/trainings/trainings.ts';
import { addresseeOf } from '../turn.ts';
import { announcementButtons } from './announcement-buttons.ts';
import { announcementLines, textOf } from '../../reports/announcement-lines.ts';
import { htmlOf } from './queue.ts';
import { keyboardOf } from '../buttons.ts';
import type { Sending } from './sending.ts';

/** An announcement with its training, read once for many messages. */
export interface Announced {
  readonly it: Announcement;
  readonly training: Training | undefined;
  /** Its words as they were made for somebody else of the same language and salutation, for the same reason. */
  readonly words: Map<string, string>;
}

/** Reads what messages of an announcement need, and keeps the words of its version as nobody in particular reads them. */
export async function readAnnounced(sending: Sending, it: Announcement): Promise<Announced> {
  const { services } = sending;
  const training = it.trainingId === undefined ? undefined : await trainingById(services, it.trainingId);
  const announced = { it, training, words: new Map<string, string>() };
  await keepVersion(services, it, htmlFor(sending, announced, addresseeOf({ language: 'id' }), undefined));
  return announced;
}

/** The message as one person reads it. An announcement speaks to everybody alike: no name stands in it. */
export function wordedFor(
  sending: Sending,
  announced: Announced,
  { language, person, why }: Delivery,
): { readonly html: string; readonly markup: ReturnType<typeof keyboardOf> } {
  const to = { ...addresseeOf({ language, person }), shortName: undefined };
  const rows = announcementButtons(textOf(announced.it), announced.training, person.id);
  return { html: htmlFor(sending, announced, to, why), markup: keyboardOf(sending.texts, rows, to) };
}

function htmlFor(
  { services, texts }: Sending,
  { it, training, words }: Announced,
  to: Addressee,
  why: Delivery['why'] | undefined,
): string {
  const key = JSON.stringify([to.language, to.salutation, why]);
  const known = words.get(key);
  if (known !== undefined) return known;
  const html = htmlOf(texts, announcementLines(services, textOf(it), training, why), to);
  words.set(key, html);
  return html;
}
