import { z } from 'zod';
import type { Prisma } from '../../../../prisma/client/client.ts';
import {
  sides,
  versionStatuses,
  type Side,
  type VersionState,
  type VersionStatus,
} from '../../../domain/partnership/agreement.ts';
import type { ApplicationStatus } from '../../../domain/partnership/application.ts';
import { areAgreed } from '../../../domain/partnership/evaluation.ts';
import { codecs } from '../../core/codecs.ts';
import type { Services } from '../../core/services.ts';
import { boundOnes, type Application } from '../applications/applications.ts';

/** What an agreement says in words, as the office wrote it down from the paper. */
const written = z.object({
  /** What is sold or done. */
  activity: z.string(),
  /** The price, or how it is set. */
  price: z.string(),
  /** Whole rupiah for one piece, where the price is fixed. */
  unitPrice: z.number().int().nullable(),
  /** Null: nothing is deducted. */
  deductions: z.string().nullable(),
  /** How the partner helps the business to grow. */
  development: z.string(),
  stopping: z.string(),
  disputes: z.string(),
  // Texts from before targets were asked have none.
  monthlyQuantity: z.number().int().nullable().default(null),
  yearlyValue: z.number().int().nullable().default(null),
  ownTargets: z.string().nullable().default(null),
  /** Why there are none. */
  noTargets: z.string().nullable().default(null),
  /** Of a group: the parts of this member in what is delivered and paid, and how many there are together. */
  share: z.object({ parts: z.number().int(), of: z.number().int() }).optional(),
});
type Written = z.infer<typeof written>;
export const writtenCodec = codecs.json(written);

/** Days are YYYY-MM-DD. */
export interface Terms extends Written {
  readonly number: string | undefined;
  /** Days after a delivery within which it is paid. */
  readonly payWithinDays: number;
  readonly startsOn: string;
  readonly endsOn: string;
}

export interface AgreementVersion {
  readonly agreementId: number;
  readonly version: number;
  readonly state: VersionState;
  /** Undefined once the person was erased, or when the text can no longer be read. */
  readonly terms: Terms | undefined;
  readonly proposedBy: Side;
  readonly createdAt: Date;
  readonly offeredAt: Date | undefined;
  readonly partnerYesAt: Date | undefined;
  /** The letter in which the partner said so. */
  readonly partnerLetter: string | undefined;
  readonly ownerYesAt: Date | undefined;
  /** Both have signed it on paper, not here. */
  readonly onPaper: boolean;
  /** What the owner read when saying yes. */
  readonly ownerWords: string | undefined;
  readonly decidedAt: Date | undefined;
}

export interface Agreement {
  readonly id: number;
  readonly applicationId: number;
  /** Oldest first; at least one. */
  readonly versions: readonly AgreementVersion[];
}

/** Stands in the place of the button by which an owner said yes. */
export const ON_PAPER = 'paper';

/** An agreement is made once the partner has accepted, until it ends. */
const WITH_AGREEMENT: readonly ApplicationStatus[] = ['accepted', 'agreement', 'active'];

export const takesAgreement = (status: ApplicationStatus): boolean => WITH_AGREEMENT.includes(status);

export const versionPlace = (
  { agreementId, version }: Pick<AgreementVersion, 'agreementId' | 'version'>,
  field: 'terms' | 'ownerWords',
): string => `agreement_version:${agreementId}:${version}:${field}`;

type VersionRow = Prisma.AgreementVersionGetPayload<Record<string, never>>;

function versionFromRow({ seal }: Services, row: VersionRow): AgreementVersion {
  const sealed = row.terms === null ? undefined : seal.tryDecrypt(versionPlace(row, 'terms'), row.terms);
  const words = sealed === undefined ? undefined : writtenCodec.decode(sealed);
  return {
    agreementId: row.agreementId,
    version: row.version,
    state: {
      status: versionStatuses.find((it) => it === row.status) ?? 'dropped',
      checked: row.checked,
      targets: words === undefined || areAgreed(words),
      signFrom: row.signFrom ?? undefined,
      ownerYes: row.ownerYesAt !== null,
      partnerYes: row.partnerYesAt !== null,
    },
    terms:
      words === undefined
        ? undefined
        : {
            ...words,
            number: row.number ?? undefined,
            payWithinDays: row.payWithinDays,
            startsOn: row.startsOn,
            endsOn: row.endsOn,
          },
    proposedBy: sides.find((it) => it === row.proposedBy) ?? 'office',
    createdAt: row.createdAt,
    offeredAt: row.offeredAt ?? undefined,
    partnerYesAt: row.partnerYesAt ?? undefined,
    partnerLetter: row.partnerLetter ?? undefined,
    ownerYesAt: row.ownerYesAt ?? undefined,
    onPaper: row.ownerButton === ON_PAPER,
    ownerWords:
      row.ownerWords === null ? undefined : seal.show(versionPlace(row, 'ownerWords'), row.ownerWords),
    decidedAt: row.decidedAt ?? undefined,
  };
}

/** The agreement of an application with all its texts; the caller has made sure that it may be seen. */
export async function agreementOf(
  services: Services,
  { id }: Pick<Application, 'id'>,
): Promise<Agreement | undefined> {
  const row = await services.db.agreement.findUnique({
    where: { applicationId: id },
    include: { versions: { orderBy: { version: 'asc' } } },
  });
  return row === null
    ? undefined
    : {
        id: row.id,
        applicationId: row.applicationId,
        versions: row.versions.map((it) => versionFromRow(services, it)),
      };
}

/** The text that is in force: the newest one that both sides agreed to. */
export function inForce(agreement: Agreement | undefined): AgreementVersion | undefined {
  return agreement?.versions.findLast(({ state }) => state.status === 'agreed');
}

/**
 * Whether a text of a member in force counts more parts than the one of whoever speaks for the group, and was written after
 * it: that member came later, and the others have not agreed yet to the shares that hold with them.
 */
export const cameLater = (its: AgreementVersion | undefined, lead: AgreementVersion | undefined): boolean =>
  its?.terms?.share !== undefined &&
  lead?.terms?.share !== undefined &&
  its.terms.share.of > lead.terms.share.of &&
  its.createdAt > lead.createdAt;

/** The text that waits for something: the checklist, or a yes. */
export function pending(agreement: Agreement | undefined): AgreementVersion | undefined {
  return agreement?.versions.findLast(({ state }) => state.status === 'draft' || state.status === 'offered');
}

/** The texts that an owner has been shown. */
export function shownToOwner(agreement: Agreement | undefined): readonly AgreementVersion[] {
  const hidden: readonly VersionStatus[] = ['draft', 'dropped'];
  return agreement?.versions.filter(({ state }) => !hidden.includes(state.status)) ?? [];
}

/** Whether a text changes one that was agreed to before. */
export function isAddendum(agreement: Agreement, { version }: AgreementVersion): boolean {
  return agreement.versions.some((it) => it.version < version && it.state.status === 'agreed');
}

/** The numbers of the applications that a contract binds to a company, oldest first: its accord may end, they do not. */
export async function boundTo({ db, office }: Services, partnerId: number): Promise<readonly string[]> {
  const programmes = await db.programme.findMany({
    where: { office: office.key, partnerId },
    select: { programmeId: true },
  });
  const rows = await db.application.findMany({
    where: {
      office: office.key,
      programmeId: { in: programmes.map((it) => it.programmeId) },
      personId: { not: null },
      ...boundOnes,
    },
    select: { number: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ number }) => number);
}
