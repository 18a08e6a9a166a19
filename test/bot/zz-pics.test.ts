import { it } from 'vitest';
import { openOffice, registeredOwner } from '../support/office.ts';
import { writeFileSync } from 'node:fs';
import { pictures } from '../../src/bot/receipt-pictures.ts';
import { officeTexts } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
it('pics', async () => {
  const office = await openOffice();
  const o = await registeredOwner(office);
  await o.walk('lapor juli 2,1 jt', '>Benar','lapor agustus 0', '>Sedang sepi', 'lapor oktober 3 jutaan','>Benar');
  const r = await office.database.prisma.salesReport.findFirstOrThrow({ where: { month: '2026-10' } });
  const texts = officeTexts(readConfig({}).office);
  const to = { language: 'id', salutation: 'P', shortName: 'Siti' } as const;
  writeFileSync('/work/main/.scratch/chart.png', (await pictures(office.services, texts, 'sales-chart', r.id, to)) ?? '');
  writeFileSync('/work/main/.scratch/bank.png', (await pictures(office.services, texts, 'bank-summary', r.businessId, to)) ?? '');
  await office.close();
}, 60000);
