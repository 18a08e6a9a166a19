import { checklist } from '../../src/domain/partnership/agreement.ts';
import type { ApplicationStatus } from '../../src/domain/partnership/application.ts';
import { giveConsent } from '../../src/services/people/consents.ts';
import {
  draftVersion,
  officeAct,
  ownerYes,
} from '../../src/services/partnership/agreements/agreement-acts.ts';
import {
  versionPlace,
  writtenCodec,
  type Terms,
} from '../../src/services/partnership/agreements/agreements.ts';
import {
  applicationById,
  type Application,
} from '../../src/services/partnership/applications/applications.ts';
import type { Officer } from '../../src/services/office/in-area.ts';
import type { Services } from '../../src/services/core/services.ts';
import { inTransaction } from './in-transaction.ts';
import { SUPPLY_VERSION } from './programme.ts';

/** 500 songkok a month at a fixed price, paid within 14 days, nothing deducted. */
export const songkok: Terms = {
  number: '012/PKS/2026',
  activity: 'songkok hitam polos, 500 buah sebulan',
  price: 'Rp50.000 sebuah, tetap selama setahun',
  unitPrice: 50_000,
  deductions: null,
  monthlyQuantity: 500,
  yearlyValue: 300_000_000,
  ownTargets: null,
  noTargets: null,
  development: 'pelatihan mutu dua kali setahun',
  stopping: 'memberi tahu tertulis 30 hari sebelumnya',
  disputes: 'musyawarah dulu, lalu lewat Dinas',
  payWithinDays: 14,
  startsOn: '2026-11-10',
  endsOn: '2027-11-09',
};

let applications = 0;

/** An application for a business relation, as its way has left it. */
export async function applicationOf(
  services: Services,
  of: { readonly personId: number; readonly personNumber: string; readonly businessId: number },
  status: ApplicationStatus = 'agreement',
): Promise<Application> {
  const consentId = await giveConsent(services, {
    personId: of.personId,
    personNumber: of.personNumber,
    purpose: 'partner:sig-supply',
    version: 1,
    language: 'id',
    text: 'Apakah setuju?',
    button: 'agree',
    givenAt: services.now(),
    draftId: 900_000,
  });
  const row = await services.db.application.create({
    data: {
      office: services.office.key,
      number: `P-2610-${String(++applications).padStart(4, '0')}`,
      ...of,
      programmeId: 'sig-supply',
      programmeVersion: SUPPLY_VERSION,
      status,
      consentId,
      nikBy: 'later',
      dueOn: '2026-11-05',
    },
  });
  const application = await applicationById(services, row.id);
  if (application === undefined) throw new Error('expected an application that was just stored');
  return application;
}

/** An agreement in force as its rows, where the way to it is not what is tested; returns its id. */
export async function agreementRows(
  { db, seal, now }: Services,
  { id: applicationId }: Pick<Application, 'id'>,
): Promise<number> {
  const { id: agreementId } = await db.agreement.create({
    data: { applicationId, createdBy: 'petugas', createdAt: now() },
  });
  const { number = null, payWithinDays, startsOn, endsOn, ...written } = songkok;
  await db.agreementVersion.create({
    data: {
      agreementId,
      version: 1,
      status: 'agreed',
      number,
      payWithinDays,
      startsOn,
      endsOn,
      terms: seal.encrypt(versionPlace({ agreementId, version: 1 }, 'terms'), writtenCodec.encode(written)),
      proposedBy: 'partner',
      enteredBy: 'petugas',
      createdAt: now(),
      checked: [...checklist],
      offeredAt: now(),
      partnerYesAt: now(),
      ownerYesAt: now(),
      ownerWords: seal.encrypt(versionPlace({ agreementId, version: 1 }, 'ownerWords'), 'Saya setuju'),
      decidedAt: now(),
    },
  });
  return agreementId;
}

/** An agreement that both sides have said yes to; the clock has gone on until the owner may. */
export async function agreed(
  services: Services,
  member: Officer,
  application: Application,
  wait: () => void,
  terms: Terms = songkok,
): Promise<number> {
  const version = await inTransaction(services, (inside) =>
    draftVersion(inside, member, application, { terms, proposedBy: 'partner' }),
  );
  if (version === undefined) throw new Error('expected an application that leads to an agreement');
  const act = (what: Parameters<typeof officeAct>[4]): Promise<unknown> =>
    inTransaction(services, (inside) => officeAct(inside, member, application, version, what));
  await act({ do: 'check', items: checklist });
  await act({ do: 'offer' });
  await act({ do: 'partner-yes', letter: '046/SIG/2026' });
  wait();
  const done = await inTransaction(services, (inside) =>
    ownerYes(inside, application, version, { words: 'Saya setuju', button: 'yes' }),
  );
  if (done.kind !== 'done') throw new Error(`expected a yes that counts, got ${done.why}`);
  return version;
}
