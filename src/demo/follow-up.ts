/** What the office has in hand in the demo: applications, questions, a month that is closed. */
import { addMonths, monthOf } from '../domain/month/month.ts';
import type { Texts } from '../i18n.ts';
import { openCase } from '../services/cases/cases.ts';
import { insertRows } from '../services/core/new-rows.ts';
import { todayOf, type Services, type Transaction } from '../services/core/services.ts';
import { awaitingVerification } from '../services/people/verifications.ts';
import { applicationCases, storeApplications } from './applications.ts';
import { daysAgo } from './days-ago.ts';
import { storePartnerships, type DemoCase } from './partnerships.ts';
import { storeSecondCompany } from './second-company.ts';
import type { StoredOwner } from './store.ts';

const UNSEEN = 12;

const QUESTIONS: readonly { readonly days: number; readonly text: string }[] = [
  { days: 6, text: 'Pak, kalau NIB hilang apa bisa dicetak lagi? Suratnya kena banjir.' },
  { days: 3, text: 'Kapan ada pelatihan kemasan lagi? Saya mau ikut.' },
  { days: 2, text: 'Apa pinjaman itu ada bunganya? Bayarnya tiap bulan?' },
  { days: 1, text: 'Saya sudah pindah jualan ke pasar, apa datanya perlu diubah?' },
  { days: 1, text: 'Bisa minta tolong cara daftar halal? Produk saya bandeng presto.' },
];

/** Hangs applications, partnerships, cases and the closed month on stored owners. */
export async function storeFollowUp(
  services: Transaction,
  texts: Texts,
  owners: readonly StoredOwner[],
): Promise<void> {
  const running = monthOf(todayOf(services));
  await services.db.monthLock.createMany({
    data: [{ office: services.office.key, month: addMonths(running, -6), lockedAt: daysAgo(services, 20) }],
  });
  await leaveUnseen(services);
  await storeSecondCompany(services);
  const applications = await storeApplications(services, texts, owners);
  const cases: readonly DemoCase[] = [
    ...(await storePartnerships(services, applications)),
    ...applicationCases(applications),
    ...questions(services, owners),
    ...help(services, owners),
  ];
  for (const { at, it } of cases.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
    await openCase({ ...services, now: () => at }, it);
}

/** The newest registrations are those at which nobody has looked. */
async function leaveUnseen(services: Services): Promise<void> {
  const newest = await services.db.business.findMany({
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: UNSEEN,
    select: { id: true, createdAt: true },
  });
  await insertRows(
    services.db,
    newest.map(({ id, createdAt }) => awaitingVerification({ ...services, now: () => createdAt }, id)),
  );
}

function questions(services: Services, owners: readonly StoredOwner[]): readonly DemoCase[] {
  return QUESTIONS.flatMap(({ days, text }, index) => {
    const owner = owners[5 + 13 * index];
    if (owner === undefined) return [];
    return [
      {
        at: daysAgo(services, days),
        it: {
          kind: 'question' as const,
          accountId: owner.accountId,
          personId: owner.id,
          businessId: owner.stored[0]?.id,
          text,
        },
      },
    ];
  });
}

/** Help with a question of the registration, and a figure for a month that is closed. */
function help(services: Services, owners: readonly StoredOwner[]): readonly DemoCase[] {
  const [asking, late] = [owners[40], owners[71]];
  const running = monthOf(todayOf(services));
  return [
    {
      at: daysAgo(services, 5),
      it: {
        kind: 'help',
        accountId: undefined,
        personId: asking?.id,
        details: { form: 'register', question: 'nib' },
      },
    },
    {
      at: daysAgo(services, 2),
      it: {
        kind: 'locked-month',
        accountId: undefined,
        personId: late?.id,
        businessId: late?.stored[0]?.id,
        text: '2,4 jt',
        details: { month: addMonths(running, -6), amount: 2_400_000, estimate: false },
      },
    },
  ];
}
