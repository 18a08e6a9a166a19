import { z } from 'zod';
import {
  candidateStatuses,
  deskOf,
  openFields,
  openLooks,
  type Look,
  type ShownField,
} from '../../../domain/partnership/candidate.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import type { Services } from '../../core/services.ts';
import { businessesIn, type Officer } from '../../office/in-area.ts';
import type { OfPartner } from '../../office/members.ts';
import { shipmentById, type ShipmentOf } from '../agreements/shipments.ts';
import { accordInForce } from '../partners/accords.ts';
import { programmeOf } from '../applications/application-progress.ts';
import { applicationFromRow, type Application } from '../applications/applications.ts';
import { FOR_COMPANIES } from '../../people/photos.ts';
import { partnerById, type Partner } from '../partners/partners.ts';

/** Somebody of a company in the chat. */
export type CompanyMember = Officer & { readonly partner?: OfPartner | undefined };

/** An applicant whom a company may see, with the fields that it may see. */
export interface Candidate {
  readonly application: Application;
  readonly programme: Programme;
  readonly fields: readonly ShownField[];
  /** What they may look at on a press. */
  readonly looks: readonly Look[];
}

/** A programme of a company, as its people see it. */
export interface OwnProgramme {
  readonly id: number;
  readonly programme: Programme;
}

interface Company {
  readonly code: string;
  readonly desks: OfPartner['desks'];
  readonly programmes: readonly { readonly id: number; readonly programmeId: string }[];
}

/** The company of a member; undefined without one, and while no accord with it is in force. */
export async function partnerOf(
  services: Services,
  { role, partner }: CompanyMember,
): Promise<Partner | undefined> {
  if (role !== 'partner' || partner === undefined) return undefined;
  const row = await partnerById(services, partner.id);
  return row !== undefined && (await accordInForce(services, row.id)) !== undefined ? row : undefined;
}

async function companyOf(services: Services, member: CompanyMember): Promise<Company | undefined> {
  const row = await partnerOf(services, member);
  if (row === undefined || member.partner === undefined) return undefined;
  const programmes = await services.db.programme.findMany({
    where: { office: services.office.key, partnerId: row.id },
    select: { id: true, programmeId: true },
    orderBy: { id: 'asc' },
  });
  return { code: row.code, desks: member.partner.desks, programmes };
}

/** A version that named this company and belongs to one of the member's desks. */
const isOf = ({ code, desks }: Company, programme: Programme | undefined): programme is Programme =>
  programme?.partner.id === code && desks.includes(deskOf(programme));

/** The programmes of the member's company and desks that were ever open; undefined while no accord is in force. */
export async function ownProgrammes(
  services: Services,
  member: CompanyMember,
): Promise<readonly OwnProgramme[] | undefined> {
  const company = await companyOf(services, member);
  return company?.programmes.flatMap(({ id, programmeId }) => {
    const programme = services.programmes.find(programmeId);
    return isOf(company, programme) ? [{ id, programme }] : [];
  });
}

const named = z.object({ fields: z.array(z.string()) });

/**
 * The applicants whom a member may see at this moment: to programmes of the own company and desk, passed on to it, with
 * the consent of the application in force; those first whose day comes first.
 */
export async function candidatesOf(
  services: Services,
  member: CompanyMember,
  only: { readonly id?: number; readonly programmeId?: string } = {},
): Promise<readonly Candidate[]> {
  const { db, office } = services;
  const company = await companyOf(services, member);
  if (company === undefined) return [];
  const ids = company.programmes.map(({ programmeId }) => programmeId);
  const rows = await db.application.findMany({
    where: {
      office: office.key,
      ...(only.id === undefined ? {} : { id: only.id }),
      programmeId: { in: ids.filter((id) => only.programmeId === undefined || id === only.programmeId) },
      status: { in: [...candidateStatuses] },
      // Whoever takes back the consent to registration is not worked with here any more.
      person: { consents: { some: { purpose: 'registration', withdrawnAt: null } } },
      business: businessesIn(member),
    },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  });
  const consents = await db.consent.findMany({
    where: { id: { in: rows.map(({ consentId }) => consentId) }, withdrawnAt: null },
    select: { id: true, personId: true, purpose: true, details: true },
  });
  const exact = await db.consent.findMany({
    where: {
      personId: { in: rows.flatMap(({ personId }) => personId ?? []) },
      purpose: { in: ids.map((id) => `exact:${id}`) },
      withdrawnAt: null,
    },
    select: { personId: true, draftId: true },
  });
  const pictured = await db.consent.findMany({
    where: {
      personId: { in: rows.flatMap(({ personId }) => personId ?? []) },
      purpose: 'photos',
      withdrawnAt: null,
    },
    select: { personId: true, button: true },
  });
  return rows.flatMap((row) => {
    const application = applicationFromRow(row);
    const consent = consents.find(
      ({ id, personId, purpose }) =>
        id === row.consentId && personId === row.personId && purpose === `partner:${row.programmeId}`,
    );
    if (application === undefined || consent === undefined) return [];
    const programme = programmeOf(services, application);
    if (!isOf(company, programme)) return [];
    const consented = named.safeParse(consent.details).data?.fields ?? [];
    // It was given together with this application, and for no other one.
    const isExact = exact.some(
      ({ personId, draftId }) => draftId !== null && draftId === row.draftId && personId === row.personId,
    );
    const fields = openFields(programme.partnerFields, consented, application.status, isExact);
    // Of two that were merged the stricter holds.
    const given = pictured.filter(({ personId }) => personId === row.personId);
    const agreed = given.length > 0 && given.every(({ button }) => button === FOR_COMPANIES);
    return [{ application, programme, fields, looks: openLooks(agreed, application.status) }];
  });
}

/** One of them; undefined for everybody else: the number may be forged. */
export async function candidateOf(
  services: Services,
  member: CompanyMember,
  id: number,
): Promise<Candidate | undefined> {
  return (await candidatesOf(services, member, { id }))[0];
}

/** A delivery under an agreement of the company for which a member stands; undefined for every other one. */
export async function companyShipment(
  services: Services,
  member: CompanyMember,
  id: number,
): Promise<ShipmentOf | undefined> {
  const it = await shipmentById(services, id);
  return it === undefined || (await candidateOf(services, member, it.application.id)) === undefined
    ? undefined
    : it;
}

/** Whether a candidate has applied together with another one. */
export const isMate = ({ application: { groupApplicationId } }: Candidate, of: Application): boolean =>
  groupApplicationId !== null && groupApplicationId === of.groupApplicationId;

/** A group is one of the candidates: the first of its members stands for all of it. */
export const groupsAsOne = (candidates: readonly Candidate[]): readonly Candidate[] =>
  candidates.filter(
    (it, index) => candidates.findIndex((one) => one === it || isMate(one, it.application)) === index,
  );

/** So many candidates stand side by side. */
const MOST_BESIDE = 4;

/** Those whom a member may see of the wanted ones, of one programme, and who else of it could stand beside them. */
export async function candidatesBeside(
  services: Services,
  member: CompanyMember,
  ids: readonly number[],
): Promise<{ readonly beside: readonly Candidate[]; readonly others: readonly Candidate[] } | undefined> {
  const [first, ...rest] = new Set(ids);
  const one = first === undefined ? undefined : await candidateOf(services, member, first);
  if (one === undefined) return undefined;
  const { programmeId } = one.application;
  const same = await candidatesOf(services, member, { programmeId });
  const beside = [
    one,
    ...rest.flatMap((id) => same.find(({ application }) => application.id === id) ?? []),
  ].slice(0, MOST_BESIDE);
  return {
    beside,
    others:
      beside.length >= MOST_BESIDE
        ? []
        : same.filter(({ application: { id } }) => !beside.some((it) => it.application.id === id)),
  };
}
