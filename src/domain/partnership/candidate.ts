/** What a company may see of an applicant, and how far each of it was looked at. */
import type { Desk } from '../eligibility/need.ts';
import { fieldKeys, type FieldKey, type Programme } from '../eligibility/programme.ts';
import { running, seated, withPartner, type ApplicationStatus } from './application.ts';
import { median } from './quantile.ts';

/** The company chooses among those, or works with them; everybody else it sees no more. */
export const candidateStatuses: readonly ApplicationStatus[] = [...withPartner, ...running];

/** The desk of the company whose people see a programme; where it names none, loans are TJSL and the rest is buying. */
export const deskOf = ({ desk, kind }: Pick<Programme, 'desk' | 'kind'>): Desk =>
  desk ?? (kind === 'funding' ? 'tjsl' : 'procurement');

/** What a company can be shown: fields of its programme, and the figure of sales with a consent of its own. */
export const shownFields = [...fieldKeys, 'sales-exact'] as const;
export type ShownField = (typeof shownFields)[number];

/** What somebody of a company looks at only on a press, by a consent of the owner's own. */
export const looks = ['photos', 'point'] as const;
export type Look = (typeof looks)[number];

/** Everything that a company can have been shown. */
export const disclosedFields = [...shownFields, ...looks] as const;
export type DisclosedField = (typeof disclosedFields)[number];

/** Photos while the company chooses; the point on the map, which leads to the home, only of whom it has taken. */
export function openLooks(agreed: boolean, status: ApplicationStatus): readonly Look[] {
  if (!agreed || !candidateStatuses.includes(status)) return [];
  return isTaken(status) ? looks : ['photos'];
}

const isTaken = (status: ApplicationStatus): boolean => seated.includes(status);

/** What leads to the person or the home: only of whom the company has taken. */
const AFTER_ACCEPTANCE: readonly FieldKey[] = ['phone', 'nik', 'desa', 'nib'];

/** The fields of a programme by when the company sees them: while it chooses, and only of whom it has taken. */
export const shownWhen = (
  fields: readonly FieldKey[],
): { readonly choosing: readonly FieldKey[]; readonly taken: readonly FieldKey[] } => ({
  choosing: fields.filter((field) => !AFTER_ACCEPTANCE.includes(field)),
  taken: fields.filter((field) => AFTER_ACCEPTANCE.includes(field)),
});

/**
 * The fields that the company may see: those that the programme shows and the consent names; sales only until the
 * agreement runs.
 * @param exact a consent of its own is in force, by which the figure stands in the place of the band
 */
export function openFields(
  shown: readonly FieldKey[],
  consented: readonly string[],
  status: ApplicationStatus,
  exact = false,
): readonly ShownField[] {
  if (!candidateStatuses.includes(status)) return [];
  const open = shown.filter(
    (field) =>
      consented.includes(field) &&
      (isTaken(status) || !AFTER_ACCEPTANCE.includes(field)) &&
      // Under an agreement a buyer sees what was sold to itself, and no more: who knows how it depends presses the price.
      (field !== BAND || status !== 'active'),
  );
  return exact && open.includes(BAND) ? [...open, 'sales-exact'] : open;
}

const BAND = 'sales-12-months';

/** Whether an owner can be asked for the figure: of a programme that buys and shows the band. */
export const asksExact = ({ kind, partnerFields }: Pick<Programme, 'kind' | 'partnerFields'>): boolean =>
  kind === 'supply' && partnerFields.includes(BAND);

/** Whole rupiah a month up to which a band of sales goes; what is above them all is the last band. */
const BAND_TOPS = [5_000_000, 25_000_000, 100_000_000, 500_000_000] as const;

export interface SalesBand {
  /** Whole rupiah; undefined for the lowest and the highest band. */
  readonly above: number | undefined;
  readonly upTo: number | undefined;
}

/** Whole rupiah that a usual month brings; undefined where nothing is known. */
export const usualSales = (months: readonly number[]): number | undefined =>
  months.length === 0 ? undefined : Math.round(median(months));

/**
 * Between what the sales of a usual month lie. Bands are wide, since a buyer that knows a seller's figures presses the
 * price. Undefined where nothing is known.
 * @param months whole rupiah of single months
 */
export function salesBand(months: readonly number[]): SalesBand | undefined {
  const usual = usualSales(months);
  if (usual === undefined) return undefined;
  const at = BAND_TOPS.findIndex((top) => usual <= top);
  return at < 0
    ? { above: BAND_TOPS.at(-1), upTo: undefined }
    : { above: BAND_TOPS[at - 1], upTo: BAND_TOPS[at] };
}

/** Whether a text is the number of a vendor, and holds neither words nor a link: owners read it. */
export const isVendorNumber = (text: string): boolean =>
  text.length <= 20 && /^(?=.*\d)[A-Z\d]+(?:[/-][A-Z\d]+)*$/i.test(text);

/** On what a value rests: the owner's word, the look of an officer on a day (YYYY-MM-DD), or a paper that was seen. */
export type Mark =
  | { readonly by: 'owner' }
  | { readonly by: 'office'; readonly day: string }
  | { readonly by: 'paper' };

/** Fields of a registration, at which an officer looks, by what a change of them is called. */
const LOOKED_AT: Readonly<Partial<Record<ShownField, readonly string[]>>> = {
  'owner-name': ['owner.name'],
  'business-name': ['name'],
  kind: ['kind', 'kindWords'],
  kecamatan: ['kecamatan'],
  desa: ['desa', 'kecamatan'],
  started: ['startedYear', 'startedMonth'],
  workers: ['workers'],
};

export interface Looked {
  /** YYYY-MM-DD on which an officer found the registration right. */
  readonly checkedOn: string | undefined;
  /** What the owner has changed since. */
  readonly changedSince: readonly string[];
  /** A licence was sent in, and an officer has looked at it. */
  readonly licenceSeen: boolean;
}

export function markOf(field: ShownField, { checkedOn, changedSince, licenceSeen }: Looked): Mark {
  if ((field === 'nib' || field === 'nib-status') && licenceSeen) return { by: 'paper' };
  const changes = LOOKED_AT[field];
  return checkedOn === undefined || changes === undefined || changes.some((it) => changedSince.includes(it))
    ? { by: 'owner' }
    : { by: 'office', day: checkedOn };
}
