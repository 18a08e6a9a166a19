import type { AuditAction } from '../../../domain/office/audit-actions.ts';
import { disclosedFields, type DisclosedField } from '../../../domain/partnership/candidate.ts';
import { localDate } from '../../../domain/month/calendar.ts';
import { audit } from '../../core/audit.ts';
import type { Services, Transaction } from '../../core/services.ts';
import { memberByNumber } from '../../office/members.ts';
import { candidateOf, type Candidate, type CompanyMember } from './candidates.ts';
import { personNumber } from '../../people/people.ts';
import { lockApplication } from '../applications/applications.ts';

/** As what a company was shown somebody. */
const disclosureKinds = ['page', 'compare', 'list', 'document', 'file'] as const;
export type DisclosureKind = (typeof disclosureKinds)[number];

const actions = {
  page: 'candidate.read',
  compare: 'candidate.compare',
  list: 'candidate.list',
  document: 'candidate.document',
  file: 'candidate.file',
} as const satisfies Readonly<Record<DisclosureKind, AuditAction>>;

/** An applicant with the row that says what is shown. */
export interface ShownCandidate extends Candidate {
  readonly disclosure: number;
}

/**
 * Records what a member of a company is shown of applicants, before it is shown. Each is looked up again and locked:
 * whoever withdraws at the same moment is not shown. Returns those who are.
 * @param some fields that are shown, where it is not all that may be; what is looked at on a press is named here
 */
export async function disclose(
  services: Transaction,
  member: CompanyMember,
  kind: DisclosureKind,
  wanted: readonly Candidate[],
  some?: readonly DisclosedField[],
): Promise<readonly ShownCandidate[]> {
  const { partner } = member;
  if (partner === undefined) return [];
  const shown: ShownCandidate[] = [];
  for (const { application } of wanted.toSorted(
    (a, b) => a.application.businessId - b.application.businessId,
  )) {
    await lockApplication(services, application);
    const candidate = await candidateOf(services, member, application.id);
    if (candidate === undefined) continue;
    const fields = candidate.fields.filter((field) => some === undefined || some.includes(field));
    const looked = candidate.looks.filter((look) => some?.includes(look) === true);
    const { id: disclosure } = await services.db.disclosure.create({
      data: {
        office: services.office.key,
        personId: application.personId,
        personNumber: await personNumber(services, application.personId),
        applicationId: application.id,
        partnerId: partner.id,
        byMember: member.number,
        kind,
        fields: [...fields, ...looked],
        at: services.now(),
      },
      select: { id: true },
    });
    await audit(services, {
      actor: member.number,
      action: actions[kind],
      subject: `application:${application.number}`,
      details: { fields: [...fields, ...looked] },
    });
    shown.push({ ...candidate, fields, looks: looked, disclosure });
  }
  return wanted.flatMap(({ application }) => shown.find((it) => it.application.id === application.id) ?? []);
}

/**
 * The applicants of a file that was ordered, as far as they may be shown to whoever ordered it now; undefined for one of
 * them who may not be any more: then the file is not handed out.
 */
export async function disclosedNow(
  services: Services,
  ids: readonly number[],
): Promise<readonly (Candidate | undefined)[]> {
  const rows = await services.db.disclosure.findMany({
    where: { id: { in: [...ids] }, kind: 'file' },
    orderBy: { id: 'asc' },
  });
  const found: (Candidate | undefined)[] = [];
  for (const { applicationId, byMember, fields } of rows) {
    const member = await memberByNumber(services, byMember);
    const isIn = member !== undefined && member.revokedAt === undefined;
    const now =
      isIn && applicationId !== null ? await candidateOf(services, member, applicationId) : undefined;
    found.push(now && { ...now, fields: now.fields.filter((field) => fields.includes(field)) });
  }
  return found;
}

/** What a message can show: it goes when that may not be seen any more. */
export type Shown =
  | `application:${number}`
  | `exact:${number}`
  | `photos:${number}`
  | `point:${number}`
  | `inquiry:${number}`;

export const subjectsOf = ({ application: { id }, fields, looks }: Candidate): readonly Shown[] => [
  `application:${id}`,
  ...(fields.includes('sales-exact') ? [`exact:${id}` as const] : []),
  ...looks.map((look) => `${look}:${id}` as const),
];

/** Remembers a message that shows owners: it goes when one of them goes. */
export async function rememberShown(
  services: Services,
  accountId: number,
  messageId: number,
  shown: readonly Shown[],
): Promise<void> {
  await services.db.candidateMessage.createMany({
    data: shown.map((subject) => ({ accountId, messageId, subject, sentAt: services.now() })),
    skipDuplicates: true,
  });
}

/** What somebody of a company was shown of a person on one day. */
export interface Disclosed {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly partner: string;
  /** What the member is there; undefined where nobody has written it down. */
  readonly post: string | undefined;
  readonly fields: readonly DisclosedField[];
  /** Documents were opened, too. */
  readonly documents: boolean;
  readonly times: number;
}

/** What companies were shown, by day, company and post, newest first. */
export async function disclosuresOf(
  services: Services,
  of: { readonly personId: number } | { readonly applicationId: number } | { readonly inquiryId: number },
): Promise<readonly Disclosed[]> {
  const rows = await services.db.disclosure.findMany({
    where: of,
    include: { partner: { select: { name: true } } },
    orderBy: { id: 'desc' },
  });
  const posts = new Map<string, string | undefined>();
  for (const number of new Set(rows.map(({ byMember }) => byMember)))
    posts.set(number, (await memberByNumber(services, number))?.post);
  const days = new Map<string, Disclosed>();
  for (const { at, partner, byMember, kind, fields } of rows) {
    const day = localDate(at, services.office.zone).toString();
    const post = posts.get(byMember);
    const key = JSON.stringify([day, partner.name, post]);
    const before = days.get(key);
    days.set(key, {
      day,
      partner: partner.name,
      post,
      fields: disclosedFields.filter((it) => fields.includes(it) || before?.fields.includes(it) === true),
      documents: kind === 'document' || before?.documents === true,
      times: (before?.times ?? 0) + 1,
    });
  }
  return [...days.values()];
}
