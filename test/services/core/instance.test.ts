import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSeal } from '../../../src/seal.ts';
import { claimInstance, InstanceError } from '../../../src/services/core/instance.ts';
import { openOffice, type Office } from '../../support/office.ts';

describe('the instance row', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('lets the same bot in again', async () => {
    await claimInstance(office.services, { mode: 'demo', botId: 123456 });
  });

  it('refuses the other mode, another key and another bot, and says what to do', async () => {
    await expect(claimInstance(office.services, { mode: 'live', botId: 123456 })).rejects.toThrow(
      'expected a database of the live mode, got one of the demo mode; choose another DATA_DIR or DATABASE_URL',
    );
    const wrongKey = { ...office.services, seal: createSeal(new Uint8Array(32).fill(9)) };
    await expect(claimInstance(wrongKey, { mode: 'demo', botId: 123456 })).rejects.toThrow(
      /APP_KEY is not the key of this database .*put the right key back/,
    );
    const failure = claimInstance(office.services, { mode: 'demo', botId: 654321 });
    await expect(failure).rejects.toThrow('the database belongs to bot 123456, BOT_TOKEN to bot 654321');
    await expect(failure).rejects.toThrow(InstanceError);
  });
});
