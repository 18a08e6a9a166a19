import { createHash } from 'node:crypto';
import { readProgramme } from '../../domain/eligibility/programme-reader.ts';
import type { Programme } from '../../domain/eligibility/programme.ts';
import type { Prisma } from '../../../prisma/client/client.ts';
import type { Services } from './services.ts';

/** Reads the stored programmes anew: at the start, and after a change, outside of its transaction. */
export async function refreshProgrammes(services: Services): Promise<void> {
  useStored(services, await readStored(services));
}

type Stored = Awaited<ReturnType<typeof readStored>>;

async function readStored({ db, office }: Services) {
  const rows = await db.programme.findMany({ where: { office: office.key }, orderBy: { id: 'asc' } });
  const published = await db.programmeVersion.findMany({
    where: { office: office.key },
    orderBy: [{ programmeId: 'asc' }, { version: 'desc' }],
  });
  return { rows, published };
}

function useStored({ programmes }: Services, { rows, published }: Stored): void {
  const all = published.map(readVersion);
  programmes.replace(
    [...new Set(all.map((it) => it.id))].flatMap((id) => {
      const row = rows.find((it) => it.programmeId === id);
      const versions = all.filter((it) => it.id === id);
      const current = versions.find((it) => it.version === row?.version) ?? versions[0];
      return current === undefined ? [] : [{ open: row?.status === 'open', current, versions }];
    }),
  );
}

function readVersion(row: {
  readonly programmeId: string;
  readonly version: number;
  readonly data: Prisma.JsonValue;
}): Programme {
  const read = readProgramme(row.data);
  if (!read.ok)
    throw new Error(`programme ${row.programmeId} version ${row.version}: the published data cannot be read`);
  return read.value;
}

/** As it is stored. */
export const programmeJson = (it: Programme): Prisma.InputJsonObject => JSON.parse(JSON.stringify(it));

const checksumOf = (programme: Programme): string =>
  createHash('sha256').update(JSON.stringify(programme)).digest('hex');

/**
 * Keeps a version as it is published, so that an old answer can be reproduced.
 * @throws Error when a version that was already published has other content: rules change by a new version
 */
export async function keepVersion(services: Services, programme: Programme): Promise<void> {
  const checksum = checksumOf(programme);
  const key = { office: services.office.key, programmeId: programme.id, version: programme.version };
  const known = await services.db.programmeVersion.findUnique({
    where: { office_programmeId_version: key },
    select: { checksum: true },
  });
  if (known === null)
    await services.db.programmeVersion.create({
      data: { ...key, data: programmeJson(programme), checksum, loadedAt: services.now() },
    });
  else if (known.checksum !== checksum)
    throw new Error(
      `programme ${programme.id}: version ${programme.version} was published with other content; give the changed rules version ${programme.version + 1}`,
    );
}

/** Publishes what is shipped, each as an open programme at first, and reads what is stored. */
export async function publishProgrammes(services: Services): Promise<void> {
  const stored = await readStored(services);
  const missing = services.programmes.shipped.filter((it) => !isPublished(it, stored));
  for (const programme of missing) await publishShipped(services, programme);
  useStored(services, missing.length === 0 ? stored : await readStored(services));
}

/** Whether this is what stands there already, as at every start but the first one of a new version. */
function isPublished(programme: Programme, { rows, published }: Stored): boolean {
  const row = rows.find((it) => it.programmeId === programme.id);
  if (row?.shipped === false) return true;
  const kept = published.find((it) => it.programmeId === programme.id && it.version === programme.version);
  return (row?.version ?? 0) >= programme.version && kept?.checksum === checksumOf(programme);
}

async function publishShipped(services: Services, programme: Programme): Promise<void> {
  const { db, office, now } = services;
  const key = { office: office.key, programmeId: programme.id };
  const row = await db.programme.findUnique({ where: { office_programmeId: key } });
  // An example that the office has made its own follows its own versions.
  if (row?.shipped === false) return;
  await keepVersion(services, programme);
  const { version } = programme;
  if (row !== null) {
    await db.programme.updateMany({
      where: { id: row.id, OR: [{ version: null }, { version: { lt: version } }] },
      data: { version, updatedAt: now() },
    });
    return;
  }
  const made = { createdBy: 'file', createdAt: now() };
  const partner = { office: office.key, code: programme.partner.id };
  const { id: partnerId } = await db.partner.upsert({
    where: { office_code: partner },
    create: {
      ...partner,
      ...made,
      name: programme.partner.name,
      class: programme.inti?.class ?? 'large',
    },
    update: {},
    select: { id: true },
  });
  await db.programme.create({
    data: { ...key, ...made, partnerId, status: 'open', version, shipped: true, updatedAt: now() },
  });
}
