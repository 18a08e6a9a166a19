import { isMatter, type Matter } from '../../domain/cases/matter.ts';
import type { Services } from '../core/services.ts';

/** Somebody of whom an entry of the audit log speaks, as far as they are still there. */
interface AuditedOwner {
  readonly owner: string | undefined;
  /** Where the entry is about a business. */
  readonly business: string | undefined;
}

/** What the subjects of entries are called today; the log itself holds no names. */
export interface AuditNames {
  readonly owners: ReadonlyMap<string, AuditedOwner>;
  readonly matters: ReadonlyMap<string, Matter>;
}

export const noNames: AuditNames = { owners: new Map(), matters: new Map() };

/** Looks up businesses, people (with or without `person:` before the number) and cases among the subjects. */
export async function namesOfSubjects(
  { db, seal, office }: Services,
  subjects: readonly string[],
): Promise<AuditNames> {
  const codes = (kind: string): string[] =>
    subjects.flatMap((it) => (it.startsWith(`${kind}:`) ? [it.replace(`${kind}:`, '')] : []));
  const of = { office: office.key };
  const businesses = await db.business.findMany({
    where: { ...of, number: { in: codes('business') } },
    select: { id: true, number: true, name: true, owner: { select: { id: true, name: true } } },
  });
  const people = await db.person.findMany({
    where: { ...of, number: { in: [...codes('person'), ...subjects] } },
    select: { id: true, number: true, name: true },
  });
  const cases = await db.case.findMany({
    where: { ...of, number: { in: codes('case') } },
    select: { number: true, matter: true },
  });
  const nameOf = (it: { readonly id: number; readonly name: Uint8Array | null } | null): string | undefined =>
    it === null || it.name === null ? undefined : seal.show(`person:${it.id}:name`, it.name);
  const owners = new Map<string, AuditedOwner>();
  for (const it of people) {
    const who = { owner: nameOf(it), business: undefined };
    owners.set(it.number, who).set(`person:${it.number}`, who);
  }
  for (const { id, number, name, owner } of businesses)
    owners.set(`business:${number}`, {
      owner: nameOf(owner),
      business: name === null ? undefined : seal.show(`business:${id}:name`, name),
    });
  return {
    owners,
    matters: new Map(
      cases.flatMap(({ number, matter }) => (isMatter(matter) ? [[`case:${number}`, matter] as const] : [])),
    ),
  };
}
