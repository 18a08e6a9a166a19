/** Another company of the demo beside that of the shipped examples, with a programme of its own; both are invented. */
import { readProgramme } from '../domain/eligibility/programme-reader.ts';
import type { Programme } from '../domain/eligibility/programme.ts';
import { keepVersion, programmeJson, refreshProgrammes } from '../services/core/stored-programmes.ts';
import { todayOf, type Transaction } from '../services/core/services.ts';
import { addAccord } from '../services/partnership/partners/accords.ts';
import { partnerFromRow } from '../services/partnership/partners/partners.ts';
import { admitGroups } from './group.ts';
import { daysAgo } from './days-ago.ts';

export const SECOND_PROGRAMME = 'contoh-songkok';

/** What is shown of the company of the examples: its programme with another need. */
function secondProgramme(example: Programme): Programme {
  return {
    ...example,
    id: SECOND_PROGRAMME,
    version: 1,
    name: { id: 'Pasokan songkok karyawan', en: 'Songkok for employees' },
    partner: { id: 'pupuk-contoh', name: 'PT Pupuk Contoh' },
    about: [
      {
        id: 'Perusahaan membeli songkok untuk karyawannya. Pesanan dibagi ke beberapa usaha.',
        en: 'The company buys songkok for its employees. Orders are shared by several businesses.',
      },
    ],
    form: 'trade',
    // Those of the example explain its own form.
    words: [],
    desk: 'procurement',
    inti: { class: 'large' },
    need: {
      what: 'goods',
      item: 'songkok',
      specification: 'hitam polos, kain beludru',
      quantityPerMonth: 500,
      unit: 'buah',
      price: { how: 'fixed', rupiah: 45_000 },
      place: 'Gudang pabrik, Kebomas',
      payWithinDays: 14,
      papers: ['account'],
    },
    trial: { sample: true, order: true },
    seats: 12,
    duties: ['guidance', 'marketing'],
  };
}

/** Opens the second programme, and puts an accord in force with each company. */
export async function storeSecondCompany(services: Transaction): Promise<void> {
  const { db, office, programmes } = services;
  const example = programmes.find('sig-supply');
  if (example === undefined) return;
  const read = readProgramme(programmeJson(secondProgramme(example)));
  if (!read.ok)
    throw new Error(`expected a programme that can be read, got ${JSON.stringify(read.problems)}`);
  const programme = read.value;
  const since = daysAgo(services, 510);
  const made = { createdBy: 'file', createdAt: since };
  const company = await db.partner.create({
    data: {
      ...made,
      office: office.key,
      code: programme.partner.id,
      name: programme.partner.name,
      class: 'large',
    },
  });
  await keepVersion(services, programme);
  await db.programme.create({
    data: {
      ...made,
      office: office.key,
      programmeId: programme.id,
      partnerId: company.id,
      status: 'open',
      version: programme.version,
      updatedAt: since,
    },
  });
  const first = await db.partner.findFirst({ where: { office: office.key, code: example.partner.id } });
  for (const [index, row] of [first, company].entries())
    if (row !== null) await sign(services, row, index + 1);
  await admitGroups(services);
  await refreshProgrammes(services);
}

/** An accord of two years, signed before the first application. */
async function sign(
  services: Transaction,
  row: Parameters<typeof partnerFromRow>[0],
  index: number,
): Promise<void> {
  const signed = todayOf(services).subtract({ days: 500 });
  await addAccord(
    { ...services, now: () => daysAgo(services, 500) },
    { number: 'cli', role: 'admin', rights: [], kecamatan: [] },
    partnerFromRow(row),
    {
      kind: 'agreement',
      number: `00${index}/PKS/${signed.year}`,
      signedOn: signed.toString(),
      startsOn: signed.toString(),
      endsOn: signed.add({ years: 2 }).toString(),
      forOffice: 'Kepala Dinas, SK Bupati',
      forPartner: 'Direktur, akta pendirian',
      dataClause: 'Pasal 7',
    },
  );
}
