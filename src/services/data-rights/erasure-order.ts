import { audit } from '../core/audit.ts';
import { ownRowsOf } from './own-rows.ts';
import { eraseAnyway, erasePerson, hasAgreement } from './erasure.ts';
import type { Services, Transaction } from '../core/services.ts';

/** What an erasure would take, in figures; nothing of it names anybody. */
export interface ErasureTarget {
  readonly personId: number;
  /** The random number of the person. */
  readonly number: string;
  readonly businesses: number;
  readonly reports: number;
  readonly cases: number;
  readonly drafts: number;
  readonly participations: number;
  /** Chats in which nobody else is registered; they are forgotten, too. */
  readonly chats: number;
  /** A signed agreement runs: a person decides what has to stay (UU 27/2022 art. 43, 44). */
  readonly agreement: boolean;
}

/**
 * Whom a number means: the random one of a person, or that of a business, report, application or case, as it stands on
 * a receipt. Undefined: nobody, or somebody who is erased already.
 */
export async function erasureTarget(services: Services, given: string): Promise<ErasureTarget | undefined> {
  const { db } = services;
  const personId = await personOf(services, given.trim());
  const person =
    personId === undefined
      ? null
      : await db.person.findUnique({ where: { id: personId }, select: { id: true, number: true } });
  if (person === null) return undefined;
  const theirs = await ownRowsOf(services, person.id, person.number);
  return {
    personId: person.id,
    number: person.number,
    businesses: theirs.businesses.length,
    reports: await db.salesReport.count({ where: { businessId: { in: [...theirs.businesses] } } }),
    cases: theirs.cases.length,
    drafts: theirs.drafts.length,
    participations: await db.participant.count({ where: { personId: person.id } }),
    chats: theirs.accounts.filter((it) => it.alone).length,
    agreement: await hasAgreement(services, person.id),
  };
}

async function personOf({ db, office }: Services, given: string): Promise<number | undefined> {
  const number = given.toUpperCase();
  const of = { office_number: { office: office.key, number } };
  switch (/^([DLPK])-/.exec(number)?.[1]) {
    case 'D':
      return (await db.business.findUnique({ where: of, select: { ownerId: true } }))?.ownerId ?? undefined;
    case 'L': {
      const report = await db.salesReport.findUnique({
        where: of,
        select: { business: { select: { ownerId: true } } },
      });
      return report?.business.ownerId ?? undefined;
    }
    case 'P':
      return (
        (await db.application.findUnique({ where: of, select: { personId: true } }))?.personId ?? undefined
      );
    case 'K':
      return (await db.case.findUnique({ where: of, select: { personId: true } }))?.personId ?? undefined;
    default:
      return (await db.person.findUnique({ where: { number: given }, select: { id: true } }))?.id;
  }
}

export type ErasureDone =
  | { readonly kind: 'erased' }
  /** A case was opened instead, or stands already. */
  | { readonly kind: 'agreement'; readonly number: string; readonly dueOn: string };

/**
 * Erases a person by order of somebody at the server, with its entry in the audit log. `despiteAgreement`: a person
 * of the office has decided that nothing has to stay.
 */
export async function eraseByOrder(
  services: Transaction,
  target: ErasureTarget,
  despiteAgreement: boolean,
): Promise<ErasureDone> {
  const { personId, number: subject, businesses, reports, cases } = target;
  const done: ErasureDone = despiteAgreement
    ? (await eraseAnyway(services, personId), { kind: 'erased' })
    : await erasePerson(services, { personId });
  await audit(services, {
    actor: 'cli',
    action: done.kind === 'erased' ? 'person.erase' : 'person.erase-held',
    subject,
    details: { businesses, reports, cases, despiteAgreement },
  });
  return done;
}
