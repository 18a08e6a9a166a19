import { auditActions } from '../domain/office/audit-actions.ts';
import { prefix } from '../domain/words/clip.ts';
import { line, named, type Line } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';
import { noNames, type AuditNames } from '../services/office/audit-names.ts';
import { allMembers } from '../services/office/members.ts';

/** What of an entry of the audit log is worded. */
export interface Audited {
  /** An instant (ISO). */
  readonly at: string;
  readonly actor: string;
  /** As it was stored, perhaps by an older version. */
  readonly action: string;
  readonly subject?: string | undefined;
}

/** The first words of the actions whose own words end with what such a subject is: only its code follows them. */
const saidBy = {
  account: [],
  announcement: ['announcement'],
  application: ['application', 'document'],
  business: [],
  case: ['case'],
  export: [],
  invitation: [],
  month: ['sales'],
  partner: ['partner'],
  person: [],
  programme: ['programme'],
  report: ['sales'],
  sha256: [],
  survey: ['survey'],
  training: ['training', 'participant'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Kind = keyof typeof saidBy;

const isKind = (text: string): text is Kind => Object.hasOwn(saidBy, text);

/** "Ratna Wulandari membuka data Siti Aminah (Otak-otak Bu Siti), 3 Des 2026 pukul 09.12." */
export function auditSentence(it: Audited, who: (actor: string) => Line, names: AuditNames = noNames): Line {
  const action = auditActions.find((known) => known === it.action) ?? 'other';
  const said = {
    who: { line: who(it.actor) },
    action: { line: line(`member.audit.action.${action}`) },
    at: { stamp: it.at },
  };
  return it.subject === undefined
    ? line('member.audit.sentence', said)
    : line('member.audit.sentenceAbout', {
        ...said,
        about: { line: subjectLine(it.subject, action, who, names) },
      });
}

/** `case:K-2611-0001` as "K-2611-0001 (pertanyaan)", an owner by name where it may be said. */
function subjectLine(
  subject: string,
  action: string,
  who: (actor: string) => Line,
  { owners, matters }: AuditNames,
): Line {
  const { owner, business } = owners.get(subject) ?? {};
  if (owner !== undefined && business !== undefined)
    return line('member.audit.subject.owner', { owner, business });
  const name = owner ?? business;
  if (name !== undefined) return named(name);
  const [, kind = '', code = ''] = /^(\w+):(.+)$/.exec(subject) ?? [];
  if (!isKind(kind)) return who(subject);
  if (kind === 'month') return line('member.audit.subject.month', { month: { month: code } });
  if (kind === 'sha256') return line('member.audit.subject.sha256', { code: prefix(code, 12) });
  const matter = matters.get(subject);
  if (matter !== undefined && isSaid(kind, action))
    return line('member.audit.subject.matter', { code, matter: { line: line(`case.matter.${matter}`) } });
  return isSaid(kind, action) ? named(code) : line(`member.audit.subject.${kind}`, { code });
}

const isSaid = (kind: Kind, action: string): boolean =>
  saidBy[kind].some((it) => action.startsWith(`${it}.`));

/** Everybody who has ever been in office, by number; the log itself holds no names. */
export async function namesOf(services: Services): Promise<(actor: string) => Line> {
  const names = new Map((await allMembers(services)).map((it) => [it.number, it.name]));
  return (actor) => {
    if (actor === 'cli' || actor === 'system') return line(`member.audit.${actor}`);
    return named(names.get(actor) ?? actor);
  };
}

/** One entry in words; without names of owners where `names` is left out. */
export const entryLine = (
  it: Audited & { readonly id: number },
  who: (actor: string) => Line,
  names?: AuditNames,
): Line => line('member.audit.entry', { number: it.id, sentence: { line: auditSentence(it, who, names) } });
