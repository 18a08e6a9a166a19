/** Who of the office may do what. Owners need no role. */

/** officer = petugas Dinas, staff = programme staff, partner = inti, admin, helper = pendamping, auditor = pemeriksa. */
export const roles = ['officer', 'staff', 'partner', 'admin', 'helper', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** Rights that no role has by itself. */
export const rights = ['send', 'export', 'nik', 'papers'] as const;
export type Right = (typeof rights)[number];

/** What can be done beside an owner's own business; every staff form, button and command names one. */
export type Duty =
  /** Trainings and their participants. */
  | 'trainings'
  /** Announcements: write, send, approve. */
  | 'announce'
  /** The one stop for everything. */
  | 'stop'
  /** Sales: progress, reminders, corrections, locking. */
  | 'sales'
  /** Files with personal data. */
  | 'export'
  /** Lists of owners that the office has kept: handing one in. */
  | 'lists'
  /** Totals and pictures without persons. */
  | 'dashboard'
  /** Cases, applications, verification. */
  | 'cases'
  /** The office's own words, ready answers and tags: making and ending them; whoever answers uses them. */
  | 'answers'
  /** Contracts and permits that owners have sent, which may show a NIK or an account number. */
  | 'papers'
  /** Entering owners who have no Telegram. */
  | 'assist'
  /** Partnership programmes, companies and their accords. */
  | 'programmes'
  /** Reading results, their rows, applications and the log, as far as a letter of inspection goes. */
  | 'inspect'
  /** Applicants to the programmes of one's own company. */
  | 'candidates'
  /** Roles and invitations. */
  | 'members'
  /** The audit log. */
  | 'audit';

interface Rule {
  readonly roles: readonly Role[];
  readonly right?: Right;
}

const RULES: Readonly<Record<Duty, Rule>> = {
  trainings: { roles: ['officer', 'admin'] },
  announce: { roles: ['officer', 'admin'], right: 'send' },
  stop: { roles: ['officer', 'admin'] },
  sales: { roles: ['officer', 'staff', 'admin'] },
  export: { roles: ['officer', 'staff', 'admin'], right: 'export' },
  // Whoever may hold files with personal data may bring one in; programme staff read what is there.
  lists: { roles: ['officer', 'admin'], right: 'export' },
  dashboard: { roles: ['officer', 'staff', 'admin'] },
  cases: { roles: ['officer', 'staff', 'admin'] },
  answers: { roles: ['admin'] },
  papers: { roles: ['officer', 'staff', 'admin'], right: 'papers' },
  assist: { roles: ['helper', 'officer', 'staff'] },
  programmes: { roles: ['officer', 'admin'] },
  inspect: { roles: ['auditor'] },
  candidates: { roles: ['partner'] },
  members: { roles: ['admin'] },
  audit: { roles: ['admin'] },
};

/** What decides whether somebody may do something. */
export interface Standing {
  readonly role: Role;
  readonly rights: readonly Right[];
  /** Codes of kecamatan; empty: the whole kabupaten. */
  readonly kecamatan: readonly string[];
}

/** Whether a member may do something, in a kecamatan where one is meant. */
export function may(member: Standing | undefined, duty: Duty, kecamatan?: string): boolean {
  if (member === undefined) return false;
  const rule = RULES[duty];
  if (!rule.roles.includes(member.role)) return false;
  if (rule.right !== undefined && !member.rights.includes(rule.right)) return false;
  return kecamatan === undefined || worksIn(member, kecamatan);
}

/** Whether a member's work covers a kecamatan. */
export function worksIn(member: Standing, kecamatan: string): boolean {
  return member.kecamatan.length === 0 || member.kecamatan.includes(kecamatan);
}

/**
 * Whether a member may do something with an announcement: who could have written it, so all of its audience and the
 * place of its training lie where they work. `audience` empty: the whole kabupaten.
 */
export function mayAnnounceTo(
  member: Standing | undefined,
  audience: readonly string[],
  venue: string | undefined,
): boolean {
  return member !== undefined && may(member, 'announce', venue) && covers(member, { kecamatan: audience });
}

/** Whether `giver` may grant all of this: nobody grants more than they hold. */
export function mayGrant(giver: Standing, wanted: Standing): boolean {
  return (
    may(giver, 'members') &&
    wanted.rights.every((right) => giver.rights.includes(right)) &&
    covers(giver, wanted)
  );
}

/** Whether `by` works everywhere where `them` does. */
export function covers(by: Pick<Standing, 'kecamatan'>, them: Pick<Standing, 'kecamatan'>): boolean {
  return (
    by.kecamatan.length === 0 ||
    (them.kecamatan.length > 0 && them.kecamatan.every((code) => by.kecamatan.includes(code)))
  );
}

/**
 * Whether `by` may end the role of `them` or take rights away: in their own kecamatan, whatever rights the other holds,
 * so that a stolen phone can be shut out at once; but an admin only by one who could have made that admin.
 */
export function mayReduce(by: Standing, them: Standing): boolean {
  return may(by, 'members') && covers(by, them) && (them.role !== 'admin' || mayGrant(by, them));
}

/** Whether `by` may give `them` these rights and kecamatan: what is added, only out of what they hold themselves. */
export function mayChange(
  by: Standing,
  them: Standing,
  wanted: Pick<Standing, 'rights' | 'kecamatan'>,
): boolean {
  return (
    mayReduce(by, them) &&
    wanted.rights.every((right) => them.rights.includes(right) || by.rights.includes(right)) &&
    covers(by, wanted)
  );
}
