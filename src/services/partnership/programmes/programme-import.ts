import { z } from 'zod';
import { contactsIn } from '../../../domain/announcements/contacts.ts';
import { programmeTexts } from '../../../domain/eligibility/programme-texts.ts';
import { clip } from '../../../domain/words/clip.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import type { Transaction } from '../../core/services.ts';
import { draftProgramme } from './programme-desk.ts';
import { partnersOf } from '../partners/partners.ts';

/** What became of a file; a problem is named at its place, as in a file that cannot be read. */
export const imported = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drafted'), id: z.number().int(), programmeId: z.string() }),
  z.object({
    kind: z.literal('refused'),
    problems: z.array(z.object({ where: z.string(), expected: z.string(), got: z.string() })).readonly(),
  }),
]);
export type Imported = z.infer<typeof imported>;

/**
 * Writes what a file says as the draft of its programme: of a new one, or the next version of one that is there. Its
 * own version and its company's name count for nothing, since both stand here.
 */
export async function importProgramme(
  services: Transaction,
  actor: string,
  programme: Programme,
): Promise<Imported> {
  const partners = await partnersOf(services);
  const partner = partners.find((it) => it.code === programme.partner.id);
  if (partner === undefined)
    return refused(
      'partner.id',
      `one of the companies ${partners.map((it) => it.code).join(', ')}`,
      programme.partner.id,
    );
  const codes = services.office.areas.kecamatan.map((it) => it.code);
  const unknown = Object.keys(programme.seatsByKecamatan ?? {}).find((code) => !codes.includes(code));
  if (unknown !== undefined)
    return refused(`seatsByKecamatan.${unknown}`, 'a kecamatan of this office', unknown);
  // What owners read leads nobody elsewhere, as in the questions of the chat.
  const leading = programmeTexts(programme).filter(({ text }) => contactsIn(text).length > 0);
  if (leading.length > 0)
    return {
      kind: 'refused',
      problems: leading.map(({ where, text }) => ({
        where,
        expected: 'a text without link, number or name of a chat',
        got: clip(text, 60),
      })),
    };
  const drafted = await draftProgramme(services, actor, partner, programme);
  return drafted.kind === 'drafted'
    ? { kind: 'drafted', id: drafted.id, programmeId: programme.id }
    : refused('id', 'a programme of this company and kind that is not archived', programme.id);
}

const refused = (where: string, expected: string, got: string): Imported => ({
  kind: 'refused',
  problems: [{ where, expected, got }],
});
