import type { MemberRow } from '../services/office/members.ts';

/** Whether a member may see the results of a scope: who works in some kecamatan sees those, everybody else all. */
export const maySeeScope = ({ kecamatan }: Pick<MemberRow, 'kecamatan'>, scope: string): boolean =>
  kecamatan.length === 0 || kecamatan.some((code) => scope === `kecamatan:${code}`);
