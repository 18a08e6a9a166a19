import { z } from 'zod';
import { desks } from '../../../domain/eligibility/need.ts';
import { disclosedFields, type DisclosedField } from '../../../domain/partnership/candidate.ts';
import { localDate } from '../../../domain/month/calendar.ts';
import { audit } from '../../core/audit.ts';
import type { Services, Transaction } from '../../core/services.ts';
import { locked } from '../../cases/case-steps.ts';
import { addEvent, openCase, type NewCase, type OpenedCase } from '../../cases/cases.ts';
import { activeMembers, memberByNumber, type Member, type MemberRow } from '../../office/members.ts';
import { tell } from '../../office/text-notices.ts';
import { deskOfProgramme, standsFor, type CompanyDesk } from './partners.ts';

/** What the case of a request holds; those from before companies answered here name neither partner nor desk. */
const asked = z.object({
  partner: z.number().int().optional(),
  desk: z.enum(desks).optional(),
  application: z.number().int().optional(),
  /** Of that application. */
  number: z.string().optional(),
  inquiry: z.number().int().optional(),
  field: z.enum(disclosedFields).optional(),
  agreed: z.boolean().optional(),
});
/** What a request is about: an application, or an owner who said "Mau"; one thing, where only that goes. */
export type Asked = z.infer<typeof asked>;

/** What a company has to destroy. */
type ToDestroy =
  | {
      readonly application: {
        readonly id: number;
        readonly number: string;
        readonly programmeId: string;
        readonly programmeVersion: number;
      };
      readonly field?: DisclosedField | undefined;
      /** The record of an agreement stays. */
      readonly agreed?: boolean;
    }
  | { readonly inquiry: number; readonly partner: number };

/**
 * Asks a company to destroy what it has of somebody, by a case with a number that stays open until the company says
 * that it is done; its people of that desk are told. `of`: without a person where nobody may be known any more.
 */
export async function askToDestroy(
  services: Transaction,
  of: Pick<NewCase, 'accountId' | 'personId' | 'businessId' | 'kecamatan'>,
  what: ToDestroy,
): Promise<OpenedCase> {
  const at = 'inquiry' in what ? procurementOf(what) : await deskOfProgramme(services, what.application);
  const opened = await openCase(services, { kind: 'recall', ...of, details: { ...at, ...detailsOf(what) } });
  if (at !== undefined)
    await tell(
      services,
      (await activeMembers(services)).filter((it) => standsFor(it, at)),
      'recall-asked',
      `recall-asked:${opened.id}`,
      { case: opened.id },
    );
  return opened;
}

const procurementOf = ({ partner }: { readonly partner: number }): CompanyDesk => ({
  partner,
  desk: 'procurement',
});

function detailsOf(what: ToDestroy): Readonly<Record<string, string | number | boolean>> {
  if ('inquiry' in what) return { inquiry: what.inquiry };
  const { id, number, programmeId } = what.application;
  return {
    application: id,
    number,
    programme: programmeId,
    ...(what.field === undefined ? {} : { field: what.field }),
    ...(what.agreed === true ? { agreed: true } : {}),
  };
}

/** Its people answer for what the company has, also while its room is closed. */
const isFor = (member: MemberRow, { partner, desk }: Asked): boolean =>
  partner !== undefined && desk !== undefined && standsFor(member, { partner, desk });

/** A request as a company or the owner reads it; nothing of it names the owner. */
export interface Recall {
  readonly id: number;
  /** Of the request. */
  readonly number: string;
  /** YYYY-MM-DD */
  readonly dueOn: string;
  readonly open: boolean;
  readonly about: Asked;
}

interface Row {
  readonly id: number;
  readonly number: string;
  readonly dueOn: string;
  readonly status: string;
  readonly details: unknown;
}

/** What the case of a request is about. */
export const askedIn = ({ details }: { readonly details: unknown }): Asked | undefined =>
  asked.safeParse(details).data;

const recallOf = ({ id, number, dueOn, status, details }: Row): Recall | undefined => {
  const about = askedIn({ details });
  return about && { id, number, dueOn, open: status !== 'closed', about };
};

/** The open requests to the company and the desks of a member, those first whose day comes first. */
export async function recallsFor(services: Services, member: MemberRow): Promise<readonly Recall[]> {
  const { partner } = member;
  if (partner === undefined) return [];
  const rows = await services.db.case.findMany({
    where: {
      office: services.office.key,
      kind: 'recall',
      status: { not: 'closed' },
      details: { path: ['partner'], equals: partner.id },
    },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  });
  return rows.flatMap((row) => {
    const it = recallOf(row);
    return it !== undefined && isFor(member, it.about) ? [it] : [];
  });
}

/** One of them, done or not; undefined for everybody else: the number may be forged. */
export async function recallFor(
  services: Services,
  member: MemberRow,
  id: number,
): Promise<Recall | undefined> {
  const row = await services.db.case.findFirst({
    where: { id, office: services.office.key, kind: 'recall' },
  });
  const it = row === null ? undefined : recallOf(row);
  return it !== undefined && isFor(member, it.about) ? it : undefined;
}

/** "Sudah dimusnahkan", by somebody of the company. False when it is done already, or not theirs. */
export async function companyDestroyed(
  services: Transaction,
  member: MemberRow,
  id: number,
): Promise<boolean> {
  await services.db.$queryRaw`SELECT id FROM "case" WHERE id = ${id} FOR UPDATE`;
  const it = await recallFor(services, member, id);
  return it?.open === true && (await end(services, member, it, undefined));
}

/** The same for a company that has said so to the office: by the number of its letter. */
export async function officeDestroyed(
  services: Transaction,
  member: Member,
  id: number,
  letter: string,
): Promise<boolean> {
  const it = await locked(services, member, id);
  return it?.kind === 'recall' && (await end(services, member, it, letter));
}

async function end(
  services: Transaction,
  member: Member,
  { id, number }: Pick<Recall, 'id' | 'number'>,
  letter: string | undefined,
): Promise<true> {
  await services.db.case.update({
    where: { id },
    data: { status: 'closed', outcome: DESTROYED, closedAt: services.now() },
  });
  await addEvent(services, id, { kind: 'destroyed', byMember: member.number, text: letter });
  await audit(services, { actor: member.number, action: 'recall.destroyed', subject: `case:${number}` });
  return true;
}

const DESTROYED = 'destroyed';

/** Since when everything of an application or of a "Mau" is said to be destroyed; undefined: never. */
export async function destroyedAt(
  { db }: Services,
  [key, id]: readonly ['application' | 'inquiry', number],
): Promise<Date | undefined> {
  const rows = await db.case.findMany({
    where: { kind: 'recall', outcome: DESTROYED, details: { path: [key], equals: id } },
    select: { closedAt: true, details: true },
    orderBy: { closedAt: 'desc' },
  });
  return rows.find((row) => askedIn(row)?.field === undefined)?.closedAt ?? undefined;
}

/** A request as its owner reads it. */
export interface OwnRecall extends Recall {
  /** Name of the company. */
  readonly partner: string;
  readonly destroyed:
    | {
        /** YYYY-MM-DD */
        readonly day: string;
        /** What whoever said so is in the company; undefined when the office wrote it down, or it is not known. */
        readonly post: string | undefined;
      }
    | undefined;
}

/** What companies were asked to destroy of a person, newest first. */
export async function recallsAbout(services: Services, personId: number): Promise<readonly OwnRecall[]> {
  const { db, office } = services;
  const rows = await db.case.findMany({
    where: { kind: 'recall', personId, mergedInto: null },
    include: { events: { where: { kind: 'destroyed' }, select: { byMember: true } } },
    orderBy: { id: 'desc' },
  });
  const found: OwnRecall[] = [];
  for (const row of rows) {
    const it = recallOf(row);
    if (it === undefined) continue;
    const { partner: id } = it.about;
    const partner = id === undefined ? null : await db.partner.findUnique({ where: { id } });
    const by = row.events[0]?.byMember ?? undefined;
    const member = by === undefined ? undefined : await memberByNumber(services, by);
    const day = row.closedAt === null ? undefined : localDate(row.closedAt, office.zone).toString();
    found.push({
      ...it,
      partner: partner?.name ?? '–',
      destroyed:
        it.open || day === undefined
          ? undefined
          : { day, post: member?.role === 'partner' ? member.post : undefined },
    });
  }
  return found;
}
