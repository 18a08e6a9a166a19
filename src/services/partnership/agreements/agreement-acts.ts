import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import {
  afterAct,
  READING_DAYS,
  refusals,
  versionStatuses,
  type OneSided,
  type Side,
  type VersionAct,
  type VersionState,
  type VersionStatus,
} from '../../../domain/partnership/agreement.ts';
import { addWorkingDays } from '../../../domain/when/working-days.ts';
import { maskIdentityNumbers } from '../../../domain/people/identity.ts';
import { openCase, type CaseFile, type OpenedCase } from '../../cases/cases.ts';
import { chatOfPerson } from '../../core/accounts.ts';
import { audit } from '../../core/audit.ts';
import { queueTo } from '../../core/outgoing.ts';
import { todayOf, type Services, type Transaction } from '../../core/services.ts';
import type { AuditAction } from '../../../domain/office/audit-actions.ts';
import type { Officer } from '../../office/in-area.ts';
import {
  agreementOf,
  inForce,
  ON_PAPER,
  pending,
  takesAgreement,
  versionPlace,
  writtenCodec,
  type AgreementVersion,
  type Terms,
} from './agreements.ts';
import { deskApplication } from '../applications/application-desk.ts';
import { lockActedOn, matesOf } from '../applications/application-group.ts';
import { lockApplication, type Application } from '../applications/applications.ts';
import { activeMembers } from '../../office/members.ts';
import { tell as tellMembers } from '../../office/text-notices.ts';
import { deskOfProgramme, standsFor } from '../partners/partners.ts';

const DAY_MS = 24 * 3_600_000;
/** News of an agreement that could not be sent within these days are found under the application. */
const NEWS_DAYS = 14;

const subjectOf = ({ number }: Application): string => `application:${number}`;

/**
 * Writes a text down: the first one, or a change of the one in force. What waited for a yes until now is dropped, so
 * that there is only one text to agree to. Where it speaks for a group, each member gets the same text with the own
 * share. Returns its version; undefined where no agreement can be made.
 */
export async function draftVersion(
  services: Transaction,
  member: Officer,
  application: Application,
  it: { readonly terms: Terms; readonly proposedBy: Side },
): Promise<number | undefined> {
  let own: number | undefined;
  for (const mate of await actedOn(services, member, application)) {
    const share = await shareOf(services, mate);
    const terms = share === undefined ? it.terms : { ...it.terms, share };
    const version = await draftOne(services, member, mate, { ...it, terms });
    if (mate.id === application.id) own = version;
  }
  return own;
}

/** Those for whom an act of the office on an application holds, as far as it is this member's area. */
async function actedOn(
  services: Transaction,
  member: Officer,
  application: Application,
): Promise<readonly Application[]> {
  const acted: Application[] = [];
  for (const it of await lockActedOn(services, application))
    if (it.id === application.id || (await deskApplication(services, member, it.id)) !== undefined)
      acted.push(it);
  return acted;
}

/** The share of a member among those who make an agreement together; undefined for whoever applied alone. */
async function shareOf(services: Transaction, application: Application): Promise<Terms['share']> {
  if (application.groupApplicationId === null) return undefined;
  const mates = (await matesOf(services, application)).filter(({ status }) => takesAgreement(status));
  return { parts: application.share, of: mates.reduce((sum, { share }) => sum + share, 0) };
}

async function draftOne(
  services: Transaction,
  member: Officer,
  application: Application,
  it: { readonly terms: Terms; readonly proposedBy: Side },
): Promise<number | undefined> {
  const { db, now, seal } = services;
  const status = (await lockApplication(services, application))?.status;
  if (status === undefined || !takesAgreement(status)) return undefined;
  const known = await agreementOf(services, application);
  const before = pending(known);
  if (before !== undefined) await store(services, before, { ...before.state, status: 'dropped' }, {});
  const agreementId =
    known?.id ??
    (
      await db.agreement.create({
        data: { applicationId: application.id, createdBy: member.number, createdAt: now() },
        select: { id: true },
      })
    ).id;
  const version = (known?.versions.at(-1)?.version ?? 0) + 1;
  const { number, payWithinDays, startsOn, endsOn, ...written } = it.terms;
  await db.agreementVersion.create({
    data: {
      agreementId,
      version,
      number: number ?? null,
      payWithinDays,
      startsOn,
      endsOn,
      terms: seal.encrypt(
        versionPlace({ agreementId, version }, 'terms'),
        maskIdentityNumbers(writtenCodec.encode(written)).masked,
      ),
      proposedBy: it.proposedBy,
      enteredBy: member.number,
      createdAt: now(),
    },
  });
  await note(services, member, application, 'agreement.draft', version);
  return version;
}

/** What came of an act; plain JSON. */
export const agreementStep = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('done'),
    status: z.enum(versionStatuses),
    /** YYYY-MM-DD, the first day on which the owner can say yes. */
    from: z.string().optional(),
  }),
  z.object({
    kind: z.literal('refused'),
    why: z.enum([...refusals, 'unknown']),
    from: z.string().optional(),
  }),
]);
export type AgreementStep = z.infer<typeof agreementStep>;

type OfficeAct =
  | Extract<VersionAct, { readonly do: 'check' | 'drop' }>
  | { readonly do: 'offer' }
  /** By a letter of the company; without one, by its own people. */
  | { readonly do: 'partner-yes'; readonly letter?: string }
  | ({ readonly do: 'signed' } & SignedPaper);

/** What both sides have signed on paper. Days are YYYY-MM-DD. */
export interface SignedPaper {
  readonly number: string;
  /** On which the owner got the text to read. */
  readonly givenOn: string;
  readonly signedOn: string;
}

/** The first day on which an owner can sign what was given on a day. */
export const signFrom = ({ office }: Services, givenOn: Temporal.PlainDate): string =>
  addWorkingDays(givenOn, READING_DAYS, office.holidays).date.toString();

/** What of a paper decides whether it counts; a day to come does not. */
export function signedAct(services: Services, { givenOn, signedOn }: SignedPaper): VersionAct {
  const from = signFrom(services, Temporal.PlainDate.from(givenOn));
  const today = todayOf(services).toString();
  return { do: 'signed', on: signedOn > today ? '' : signedOn, signFrom: from };
}

/**
 * What the office does with a text: the checklist, the offer, the partner's yes, taking it back. Where it speaks for a
 * group, the same is done with the texts of the others that stand where this one stands; a paper is signed by each alone.
 */
export async function officeAct(
  services: Transaction,
  member: Officer,
  application: Application,
  version: number,
  act: OfficeAct,
): Promise<AgreementStep> {
  return actTogether(
    services,
    member,
    await actedOn(services, member, application),
    application,
    version,
    act,
  );
}

/** The same with those who are locked already: it is done with a text, and with those of the others that stand alike. */
export async function actTogether(
  services: Transaction,
  member: Officer,
  acted: readonly Application[],
  application: Application,
  version: number,
  act: OfficeAct,
): Promise<AgreementStep> {
  const before = pending(await agreementOf(services, application))?.state.status;
  const done = await actOne(services, member, application, version, act);
  if (done.kind === 'refused' || act.do === 'signed') return done;
  if (act.do === 'offer') await tellCompany(services, application, version, 'offered');
  for (const mate of acted) {
    const text = mate.id === application.id ? undefined : pending(await agreementOf(services, mate));
    if (text !== undefined && text.state.status === before)
      await actOne(services, member, mate, text.version, act);
  }
  return done;
}

async function actOne(
  services: Transaction,
  member: Officer,
  application: Application,
  version: number,
  act: OfficeAct,
): Promise<AgreementStep> {
  const full: VersionAct =
    act.do === 'offer'
      ? { do: 'offer', signFrom: signFrom(services, todayOf(services)) }
      : act.do === 'signed'
        ? signedAct(services, act)
        : act;
  const at = (day: string): Date =>
    new Date(Temporal.PlainDate.from(day).toZonedDateTime(services.office.zone).epochMilliseconds);
  const done = await step(services, application, version, full, {
    ...(act.do === 'check' ? { checkedBy: member.number } : {}),
    ...(act.do === 'offer' ? { offeredAt: services.now() } : {}),
    ...(act.do === 'partner-yes'
      ? {
          partnerYesAt: services.now(),
          partnerYesBy: member.number,
          ...(act.letter === undefined ? {} : { partnerLetter: act.letter }),
        }
      : {}),
    ...(act.do === 'signed'
      ? {
          number: act.number,
          offeredAt: at(act.givenOn),
          partnerYesAt: at(act.signedOn),
          partnerYesBy: member.number,
          ownerYesAt: at(act.signedOn),
          ownerButton: ON_PAPER,
        }
      : {}),
  });
  if (done.kind === 'done') await note(services, member, application, `agreement.${act.do}`, version);
  return done;
}

/** The owner's own yes, with the words that were read and the button; refused before the day that was promised. */
export async function ownerYes(
  services: Transaction,
  application: Application,
  version: number,
  read: { readonly words: string; readonly button: string },
): Promise<AgreementStep> {
  const known = await agreementOf(services, application);
  return step(
    services,
    application,
    version,
    { do: 'owner-yes', on: todayOf(services).toString() },
    known === undefined
      ? {}
      : {
          ownerYesAt: services.now(),
          ownerButton: read.button,
          ownerWords: services.seal.encrypt(
            versionPlace({ agreementId: known.id, version }, 'ownerWords'),
            read.words,
          ),
        },
  );
}

/** "Tidak setuju": what was in force before stays. */
export const ownerNo = (
  services: Transaction,
  application: Application,
  version: number,
): Promise<AgreementStep> => step(services, application, version, { do: 'owner-no' }, {});

interface Columns {
  readonly number?: string;
  readonly checkedBy?: string;
  readonly offeredAt?: Date;
  readonly partnerYesAt?: Date;
  readonly partnerYesBy?: string;
  readonly partnerLetter?: string;
  readonly ownerYesAt?: Date;
  readonly ownerButton?: string;
  readonly ownerWords?: Uint8Array<ArrayBuffer>;
}

/** Whoever acts on an agreement locks its application: two who press at once do one after the other. */
async function step(
  services: Transaction,
  application: Application,
  version: number,
  act: VersionAct,
  columns: Columns,
): Promise<AgreementStep> {
  const status = (await lockApplication(services, application))?.status;
  const it = (await agreementOf(services, application))?.versions.find((one) => one.version === version);
  if (status === undefined || !takesAgreement(status) || it === undefined)
    return { kind: 'refused', why: 'unknown' };
  const acted = afterAct(it.state, act);
  if (acted.kind === 'refused') return { kind: 'refused', why: acted.why, from: it.state.signFrom };
  const { state } = acted;
  await store(services, it, state, columns);
  if (act.do === 'offer' || state.status === 'agreed') await tell(services, application, it, state.status);
  return { kind: 'done', status: state.status, from: state.signFrom };
}

async function store(
  services: Transaction,
  { agreementId, version }: AgreementVersion,
  state: VersionState,
  columns: Columns,
): Promise<void> {
  const waits = state.status === 'draft' || state.status === 'offered';
  await services.db.agreementVersion.update({
    where: { agreementId_version: { agreementId, version } },
    data: {
      status: state.status,
      checked: [...state.checked],
      signFrom: state.signFrom ?? null,
      ...(waits ? {} : { decidedAt: services.now() }),
      ...columns,
    },
  });
}

async function tell(
  services: Transaction,
  { id, personId }: Application,
  { agreementId, version }: AgreementVersion,
  status: VersionStatus,
): Promise<void> {
  await queueTo(services, [
    {
      key: `agreement:${agreementId}:${version}:${status}`,
      accountId: await chatOfPerson(services, personId),
      personId,
      kind: status === 'agreed' ? 'agreement-agreed' : 'agreement-offered',
      params: { application: id, version },
      lastsMs: NEWS_DAYS * DAY_MS,
    },
  ]);
}

/** Why people of a company are written to about a text: it waits for their yes, or a colleague has prepared the yes. */
export const companyNews = ['offered', 'sign'] as const;

/** Tells the people of the company who see the applicants, or of them those who decide; once for each text. */
export async function tellCompany(
  services: Transaction,
  application: Application,
  version: number,
  about: (typeof companyNews)[number],
): Promise<void> {
  const desk = await deskOfProgramme(services, application);
  if (desk === undefined) return;
  await tellMembers(
    services,
    (await activeMembers(services)).filter(
      (it) => standsFor(it, desk) && (about === 'offered' || it.partner?.signs === true),
    ),
    'agreement-company',
    `agreement-company:${application.id}:${version}:${about}`,
    { application: application.id, version, about },
  );
}

const note = (
  services: Transaction,
  member: Officer,
  application: Application,
  action: AuditAction,
  version: number,
): Promise<void> =>
  audit(services, { actor: member.number, action, subject: subjectOf(application), details: { version } });

/** Records who looked at an agreement, before it is shown. */
export const noteAgreementRead = (
  services: Transaction,
  member: Officer,
  application: Application,
): Promise<void> =>
  audit(services, { actor: member.number, action: 'agreement.read', subject: subjectOf(application) });

/** "Tanya dulu": a question about a text, before the owner says yes or no. */
export function askAboutAgreement(
  services: Transaction,
  application: Application,
  it: {
    readonly accountId: number;
    readonly text: string | undefined;
    readonly file: CaseFile | undefined;
  },
): Promise<OpenedCase> {
  return openCase(services, {
    kind: 'agreement-question',
    accountId: it.accountId,
    personId: application.personId,
    businessId: application.businessId,
    text: it.text,
    file: it.file,
    details: { application: application.id, number: application.number },
  });
}

/**
 * One side has changed what both agreed to: a case for the office, one for each thing. Undefined where nothing is in
 * force that could be changed.
 */
export async function reportOneSided(
  services: Transaction,
  accountId: number | undefined,
  application: Application,
  what: OneSided,
): Promise<OpenedCase | undefined> {
  if (inForce(await agreementOf(services, application)) === undefined) return undefined;
  return openCase(services, {
    kind: 'one-sided',
    key: `one-sided:${application.id}:${what}`,
    accountId,
    personId: application.personId,
    businessId: application.businessId,
    details: { application: application.id, number: application.number, what },
  });
}
