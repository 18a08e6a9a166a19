import { afterAll, beforeAll, expect, it } from 'vitest';
import { storedApplication } from '../support/applications.ts';
import { csvRows, openDesk, type Desk } from '../support/desk.ts';
import { SUPPLY_VERSION } from '../support/programme.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

it('the file of applications names the group of who applied together, and none for who applied alone', async () => {
  const { services, prisma } = desk;
  const alone = await desk.business({ name: 'Otak-otak Bu Siti' });
  const head = await desk.business({ name: 'Kerupuk Nur' });
  const { id: groupId } = await prisma.group.create({
    data: {
      office: 'gresik',
      kind: 'kub',
      kecamatan: '35.25.16',
      headId: head.ownerId,
      createdAt: services.now(),
    },
  });
  await prisma.group.update({
    where: { id: groupId },
    data: { name: services.seal.encrypt(`group:${groupId}:name`, '=KUB Kerupuk Pangkah') },
  });
  const { id: groupApplicationId } = await prisma.groupApplication.create({
    data: { groupId, programmeId: 'sig-supply', programmeVersion: SUPPLY_VERSION, createdAt: services.now() },
  });
  await storedApplication(services, alone.id, 'sig-supply');
  const { id } = await storedApplication(services, head.id, 'sig-supply');
  await prisma.application.update({ where: { id }, data: { groupApplicationId } });

  const period = { first: '2026-11', last: '2026-11' };
  const rows = async (): Promise<readonly (string | undefined)[]> => {
    const { files } = await desk.export({ report: 'applications', period });
    return (await csvRows(files[0]?.path ?? '')).map((row) => row['Kelompok usaha']);
  };
  // What a formula could become stays text.
  expect(await rows()).toEqual(['', "'=KUB Kerupuk Pangkah"]);
  // A group that was closed has no name any more.
  await prisma.group.update({ where: { id: groupId }, data: { name: null, closedAt: services.now() } });
  expect(await rows()).toEqual(['', '']);
});
