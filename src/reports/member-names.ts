import { allMembers, type MemberRow } from '../services/office/members.ts';
import type { Source } from './report.ts';

/** "Ratna Wulandari, Kepala Bidang UMKM" */
const nameAndPost = ({ name, post }: MemberRow): string => (post === undefined ? name : `${name}, ${post}`);

/**
 * Who of the office, or what, stands behind a number: by name and post, also of somebody who has left. A number of
 * nobody of the office stays as it is.
 */
export async function memberNames({
  services,
  word,
}: Pick<Source, 'services' | 'word'>): Promise<(number: string) => string> {
  const names = new Map((await allMembers(services)).map((it) => [it.number, nameAndPost(it)]));
  return (number) =>
    number === 'cli' || number === 'system' ? word('paper.server') : (names.get(number) ?? number);
}
