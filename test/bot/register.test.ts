import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, registrationSteps, type Office } from '../support/office.ts';

describe('registration', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('takes a hasty owner from MULAI to the receipt in 16 actions, money confirmed', async () => {
    const siti = office.owner();
    const receipt = await siti.walk(...registrationSteps);
    expect(receipt[0]).toMatch(/^Terima kasih, Bu Siti\. Usaha Ibu sudah terdaftar\.\n\nNomor: D-2611-\d{4}\nSenin, 2 November 2026 pukul 10\.00 WIB/);
    expect(siti.actions).toBe(16);
    expect(office.simulator.violations).toEqual([]);
  });
});
