/** What the letter of an auditor (*surat tugas*) covers: all partnerships, those of a company, or one programme. */
export type InspectionScope = 'all' | `partner:${string}` | `programme:${string}`;

/** What an auditor may read, and until when. */
export interface Inspection {
  readonly scope: InspectionScope;
  /** The last day, YYYY-MM-DD. */
  readonly until: string;
}

const isScope = (text: string): text is InspectionScope =>
  text === 'all' || /^(partner|programme):[a-z0-9-]+$/.test(text);

/** Undefined for what is none, such as of an older version. */
export const inspectionScope = (text: string): InspectionScope | undefined =>
  isScope(text) ? text : undefined;

/** Whether a letter covers a programme. */
export const coversProgramme = (
  { scope }: Inspection,
  programme: { readonly id: string; readonly partner: { readonly id: string } },
): boolean =>
  scope === 'all' || scope === `programme:${programme.id}` || scope === `partner:${programme.partner.id}`;
