import type { Prisma } from '../../../../prisma/client/client.ts';
import { intiClasses, type Desk, type IntiClass } from '../../../domain/eligibility/need.ts';
import { deskOf } from '../../../domain/partnership/candidate.ts';
import { firstFree, slug } from '../../../domain/words/slug.ts';
import { audit } from '../../core/audit.ts';
import type { Services, Transaction } from '../../core/services.ts';
import type { Officer } from '../../office/in-area.ts';
import { contactOf, memberFromRow, waitingInvitations, type MemberRow } from '../../office/members.ts';
import type { WaitingInvitation } from '../../office/members.ts';

/** A company as the office keeps it. */
export interface Partner {
  readonly id: number;
  /** Its id in the data of programmes. */
  readonly code: string;
  readonly name: string;
  readonly class: IntiClass;
}

export function partnerFromRow(row: Prisma.PartnerGetPayload<Record<string, never>>): Partner {
  const known = intiClasses.find((it) => it === row.class);
  if (known === undefined)
    throw new Error(`partner ${row.id}: expected one of ${intiClasses.join(', ')}, got ${row.class}`);
  return { id: row.id, code: row.code, name: row.name, class: known };
}

/** The companies of the office by name. */
export async function partnersOf({ db, office }: Services): Promise<readonly Partner[]> {
  const rows = await db.partner.findMany({
    where: { office: office.key },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return rows.map(partnerFromRow);
}

/** Undefined for none of this office: the number may be forged. */
export async function partnerById({ db, office }: Services, id: number): Promise<Partner | undefined> {
  const row = await db.partner.findFirst({ where: { id, office: office.key } });
  return row === null ? undefined : partnerFromRow(row);
}

/** Stores a new company, or another name and class of one that is there; programmes keep what they were opened with. */
export async function savePartner(
  services: Transaction,
  member: Officer,
  it: { readonly id?: number | undefined; readonly name: string; readonly class: IntiClass },
): Promise<Partner> {
  const { db, office, now } = services;
  const data = { name: it.name, class: it.class };
  const row =
    it.id === undefined
      ? await db.partner.create({
          data: {
            ...data,
            office: office.key,
            code: await freeCode(services, it.name),
            createdBy: member.number,
            createdAt: now(),
          },
        })
      : await db.partner.update({ where: { id: it.id, office: office.key }, data });
  await audit(services, {
    actor: member.number,
    action: 'partner.save',
    subject: `partner:${row.code}`,
    details: { class: it.class, name: it.name },
  });
  return partnerFromRow(row);
}

/** "PT Maju Bersama Tbk" → maju-bersama, with a number behind where another one has it. */
async function freeCode({ db, office }: Services, name: string): Promise<string> {
  const code = slug(name.replaceAll(/\b(?:pt|cv|persero|tbk)\b/gi, ' '), 30) || 'company';
  const taken = await db.partner.findMany({
    where: { office: office.key, code: { startsWith: code } },
    select: { code: true },
  });
  return firstFree(
    code,
    taken.map((row) => row.code),
  );
}

/** A desk of a company. */
export interface CompanyDesk {
  readonly partner: number;
  readonly desk: Desk;
}

/** The desk that looks at the applicants of a programme; undefined where programme or company is not known. */
export async function deskOfProgramme(
  { db, office, programmes }: Services,
  { programmeId, programmeVersion }: { readonly programmeId: string; readonly programmeVersion: number },
): Promise<CompanyDesk | undefined> {
  const programme = programmes.find(programmeId, programmeVersion) ?? programmes.find(programmeId);
  if (programme === undefined) return undefined;
  const row = await db.partner.findUnique({
    where: { office_code: { office: office.key, code: programme.partner.id } },
    select: { id: true },
  });
  return row === null ? undefined : { partner: row.id, desk: deskOf(programme) };
}

/** Whether somebody stands for a desk of a company, be its room open or not. */
export const standsFor = (
  { role, partner: of }: Pick<MemberRow, 'role' | 'partner'>,
  { partner, desk }: CompanyDesk,
): boolean => role === 'partner' && of?.id === partner && of.desks.includes(desk);

/** The people of a company in the chat, with how they are reached, and who is still invited. */
export async function peopleOfPartner(
  services: Services,
  partnerId: number,
): Promise<{
  readonly members: readonly (MemberRow & { readonly contact: string | undefined })[];
  readonly invited: readonly WaitingInvitation[];
}> {
  const rows = await services.db.member.findMany({
    where: { partnerId, revokedAt: null },
    orderBy: { id: 'asc' },
  });
  return {
    members: rows.map((row) => ({ ...memberFromRow(services, row), contact: contactOf(services, row) })),
    invited: (await waitingInvitations(services)).filter((it) => it.partner?.id === partnerId),
  };
}
