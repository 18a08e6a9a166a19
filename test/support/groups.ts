import type { Programme } from '../../src/domain/eligibility/programme.ts';
import { programmeJson, refreshProgrammes } from '../../src/services/core/stored-programmes.ts';
import type { Services } from '../../src/services/core/services.ts';

/** The example of a supply programme in a new version that admits groups. */
export async function admitGroups(
  services: Services,
  leastMembers = 2,
  also: Pick<Programme, 'trial'> = {},
): Promise<void> {
  const { db, office, programmes } = services;
  const current = programmes.find('sig-supply');
  if (current === undefined) throw new Error('expected the programme sig-supply');
  const next = { ...current, version: current.version + 1, groups: { leastMembers }, ...also };
  await db.programmeVersion.create({
    data: {
      office: office.key,
      programmeId: next.id,
      version: next.version,
      data: programmeJson(next),
      checksum: 'groups',
    },
  });
  await db.programme.updateMany({ where: { programmeId: next.id }, data: { version: next.version } });
  await refreshProgrammes(services);
}

/** What only a check asks for has been answered as the programme wants it, for every business there is. */
export async function answeredAll({ db, programmes, now }: Services): Promise<void> {
  await db.business.updateMany({ data: { nibStatus: 'has' } });
  const asked = (programmes.find('sig-supply')?.criteria ?? []).flatMap(({ test }) =>
    test.is === 'answer' ? [{ key: `answer:${test.question}`, value: test.wanted }] : [],
  );
  for (const { id: businessId } of await db.business.findMany({ select: { id: true } }))
    await db.businessFact.createMany({
      data: asked.map((it) => ({ ...it, businessId, answeredAt: now() })),
      skipDuplicates: true,
    });
}
