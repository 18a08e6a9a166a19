import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guideReaders, guidesFor } from '../../../src/domain/office/guide.ts';
import { languageCodes, line, refuseMistakes } from '../../../src/i18n.ts';
import { officeTexts } from '../../../src/office.ts';
import { firstQuestions, guide, guidePicture, guideSteps } from '../../../src/reports/papers/guide.ts';
import { testDatabase } from '../../support/database.ts';
import { pdfPages } from '../../support/pdf.ts';
import { servicesOver } from '../../support/services.ts';
import type { Services } from '../../../src/services/core/services.ts';
import type { Database } from '../../../src/database.ts';
import words from '../../browser/guide.snapshot.json' with { type: 'json' };

const MOST_BYTES = 60_000;

describe('a guide', () => {
  let database: Database;
  let services: Services;
  beforeAll(async () => {
    database = await testDatabase();
    services = await servicesOver(database);
  });
  afterAll(() => database.close());

  it('has two pages in every language: six steps, then what people ask first with its answer', async () => {
    const texts = officeTexts(services.office, refuseMistakes);
    for (const language of languageCodes)
      for (const reader of guideReaders) {
        const to = { language, salutation: undefined, shortName: undefined };
        const made = await guide(services, texts, { reader, bot: 'umkm_gresik_bot', language });
        const pages = await pdfPages(made);
        expect(pages).toHaveLength(2);
        const [first = '', second = ''] = pages;
        expect(first).toContain('@umkm_gresik_bot');
        for (const step of guideSteps[reader])
          expect(first).toContain(texts.plain(line(`guide.${step}.title`), to));
        const read = second.replaceAll(/\s+/g, ' ');
        for (const question of firstQuestions)
          expect(read).toContain(texts.plain(line(`guide.q.${question}`), to));
        expect(made.byteLength).toBeLessThan(400_000);
      }
  });

  it('shows each picture that there is, small enough for a weak signal, with its words beside the test', async () => {
    const names = Object.values(guideSteps).flat().toSorted();
    const folder = fileURLToPath(new URL('.', guidePicture('any')));
    expect((await readdir(folder)).toSorted()).toEqual(names.map((it) => `${it}.png`));
    expect(Object.keys(words).toSorted()).toEqual(names);
    for (const name of names) {
      const png = await readFile(guidePicture(name));
      expect(png.byteLength, name).toBeLessThan(MOST_BYTES);
      // Colour type 3: a palette, without alpha.
      expect(png[25], name).toBe(3);
    }
  });

  it('for owners is everybody’s; the others belong to a work', () => {
    const of = (role: 'officer' | 'helper' | 'partner') => guidesFor({ role, rights: [], kecamatan: [] });
    expect(guidesFor(undefined)).toEqual(['owner']);
    expect(of('partner')).toEqual(['owner']);
    expect(of('helper')).toEqual(['owner', 'helper']);
    expect(of('officer')).toEqual(['owner', 'helper', 'officer']);
  });
});
