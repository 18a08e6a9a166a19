import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answersOf } from '../src/bot/conversations/engine/draft.ts';
import { pressData, readPress } from '../src/bot/conversations/engine/input.ts';
import type { FormName, QuestionOutline } from '../src/bot/conversations/engine/script.ts';
import { scripts } from '../src/bot/conversations/index.ts';
import { consentTexts } from '../src/bot/consent-texts.ts';
import { variables } from '../src/config.ts';
import { openOffice, registeredOwner, type Office } from './support/office.ts';
import { ZONE } from './support/clock.ts';
import { testOffice } from './support/services.ts';
import { localDate } from '../src/domain/month/calendar.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SNAPSHOT = fileURLToPath(new URL('registry.snapshot.json', import.meta.url));
/** What people have agreed to in each version: never written anew. */
const CONSENTS = fileURLToPath(new URL('consents.snapshot.json', import.meta.url));

/**
 * UPDATE_FORMS=1 adds forms and raised versions to the snapshot; UPDATE_FORMS=all writes it anew, which is right
 * only while no version was released.
 */
const UPDATE = process.env['UPDATE_FORMS'];

type Topics = ReadonlyMap<string, ReadonlyMap<string, string>>;

async function topicsOf(language: string): Promise<Topics> {
  const files = (await readdir(`${ROOT}locales/${language}`)).toSorted();
  return new Map(
    await Promise.all(
      files.map(async (file): Promise<[string, ReadonlyMap<string, string>]> => {
        const texts: Readonly<Record<string, string>> = JSON.parse(
          await readFile(`${ROOT}locales/${language}/${file}`, 'utf8'),
        );
        return [file.replace('.json', ''), new Map(Object.entries(texts))];
      }),
    ),
  );
}

function flat(topics: Topics): readonly { readonly key: string; readonly text: string }[] {
  return [...topics].flatMap(([topic, texts]) =>
    [...texts].map(([key, text]) => ({ key: `${topic}.${key}`, text })),
  );
}

describe('the lists of questions', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  /** Key, number, dependencies and buttons of every question, as an owner with one business meets it. */
  async function outline(
    form: FormName,
    chatId: number,
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const { services } = office;
    const account = await services.db.account.findUniqueOrThrow({ where: { chatId } });
    const who = {
      accountId: account.id,
      chatId,
      language: 'id',
      personId: account.activePersonId ?? undefined,
      member: undefined,
    };
    const now = services.now();
    const answers = answersOf({});
    const context = await form.load(services, who, answers, {
      now,
      today: localDate(now, ZONE).toString(),
      wordings: () => [],
    });
    const choicesOf = (question: QuestionOutline): readonly string[] => {
      try {
        return (question.choices?.(answers, context) ?? []).flat().map((choice) => choice.code);
      } catch {
        return ['(needs an answer before)'];
      }
    };
    return [...form.questions, ...(form.more?.(context) ?? [])].map((question) => ({
      key: question.key,
      ...(question.numbered === false ? { numbered: false } : {}),
      ...(question.dependsOn === undefined ? {} : { dependsOn: question.dependsOn }),
      choices: choicesOf(question).map((code) => {
        expect(code, `code of ${form.name}.${question.key}`).toMatch(/^[A-Za-z0-9.:-]{1,40}$|^\(needs/);
        return code;
      }),
    }));
  }

  it('change only together with the version of their form', async () => {
    const siti = await registeredOwner(office);
    const forms = [
      ...new Map(scripts.flatMap((script) => script.forms).map((form) => [form.name, form])).values(),
    ];
    const known: Readonly<Record<string, unknown>> = existsSync(SNAPSHOT)
      ? JSON.parse(await readFile(SNAPSHOT, 'utf8'))
      : {};
    const now = Object.fromEntries(
      await Promise.all(
        forms.map(async (form): Promise<[string, unknown]> => [
          `${form.name}@${form.version}`,
          await outline(form, siti.person.id),
        ]),
      ),
    );
    if (UPDATE !== undefined)
      await writeFile(
        SNAPSHOT,
        `${JSON.stringify(UPDATE === 'all' ? now : { ...now, ...known }, undefined, 1)}\n`,
      );
    const wanted: Readonly<Record<string, unknown>> =
      UPDATE === undefined ? known : JSON.parse(await readFile(SNAPSHOT, 'utf8'));
    for (const [id, questions] of Object.entries(now)) {
      expect(
        wanted[id],
        `${id} is not in the snapshot; run UPDATE_FORMS=1 npx vitest run test/registry.test.ts`,
      ).toBeDefined();
      expect(
        questions,
        `the questions of ${id} changed: raise its version, then run UPDATE_FORMS=1 npx vitest run test/registry.test.ts`,
      ).toEqual(wanted[id]);
    }
  });

  it('have names of their own, and so do the conversations', () => {
    const names = scripts.map((script) => script.name);
    expect(new Set(names).size).toBe(names.length);
    for (const script of scripts) {
      expect(script.id).toMatch(/^[a-z-]+@\d+(\.\d+)+$/);
      const keys = script.forms.map((form) => form.questions.map((question) => question.key));
      for (const of of keys) expect(new Set(of).size).toBe(of.length);
    }
  });

  it('fit into the 64 bytes of callback data, and come back as they went', () => {
    const highest = 2 ** 31 - 1;
    const longest = 'x'.repeat(40);
    const data = pressData(highest, highest, longest);
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
    expect(readPress(data)).toEqual({ draftId: highest, revision: highest, code: longest });
    for (const made of [
      undefined,
      '',
      'f',
      'f.1',
      'f.1.1',
      'f.1.1.',
      'f.!.1.a',
      'f.1.1.a b',
      `f.1.1.${'x'.repeat(41)}`,
      'F.1.1.a',
    ])
      expect(readPress(made)).toBeUndefined();
  });
});

describe('the texts', () => {
  let id: Topics;
  let en: Topics;
  beforeAll(async () => {
    [id, en] = await Promise.all([topicsOf('id'), topicsOf('en')]);
  });

  it('that people consent to change only together with their version', async () => {
    // They are compared as they are read: with the name of the place in them.
    const { region } = await testOffice();
    const read = (topics: Topics): ReturnType<typeof flat> =>
      flat(topics).map(({ key, text }) => ({ key, text: text.replaceAll('{region}', region) }));
    const texts = { id: read(id), en: read(en) };
    const now = Object.fromEntries(
      Object.entries(consentTexts).map(([name, { version, keys }]) => [
        `${name}@${version}`,
        Object.fromEntries(
          Object.entries(texts).map(([language, all]) => [
            language,
            keys.map((key) => {
              const own = all.filter((it) => it.key === key || it.key.startsWith(`${key}.`));
              expect(own, `texts under ${key}`).not.toEqual([]);
              return own;
            }),
          ]),
        ),
      ]),
    );
    const known: Readonly<Record<string, unknown>> = JSON.parse(await readFile(CONSENTS, 'utf8'));
    if (UPDATE !== undefined)
      await writeFile(CONSENTS, `${JSON.stringify({ ...now, ...known }, undefined, 1)}\n`);
    const wanted = UPDATE === undefined ? known : { ...now, ...known };
    for (const [text, words] of Object.entries(now))
      expect(
        words,
        `the words of ${text} changed: raise its version, then run UPDATE_FORMS=1 npx vitest run test/registry.test.ts`,
      ).toEqual(wanted[text]);
  });

  it('stand in every language under the same keys', () => {
    expect([...en.keys()]).toEqual([...id.keys()]);
    for (const [topic, texts] of id)
      expect([...(en.get(topic)?.keys() ?? [])].toSorted(), topic).toEqual([...texts.keys()].toSorted());
  });

  it('have the same placeholders in every language, apart from the forms of address', () => {
    const placeholders = (text: string): readonly string[] =>
      [
        ...new Set(
          [...text.matchAll(/\{(\w+)\}/g)]
            .map(([, name]) => name ?? '')
            .filter((name) => !['sapaan', 'bu', 'panggilan'].includes(name)),
        ),
      ].toSorted();
    const english = new Map(flat(en).map(({ key, text }) => [key, text]));
    for (const { key, text } of flat(id))
      expect({ key, placeholders: placeholders(english.get(key) ?? '') }).toEqual({
        key,
        placeholders: placeholders(text),
      });
  });

  it('have no sentence of more than 20 words', () => {
    const long = [...flat(id), ...flat(en)].flatMap(({ key, text }) =>
      text
        .split(/(?<=[.!?:])\s+|\n+/u)
        .filter((sentence) => (sentence.match(/[\p{L}\p{N}{][\p{L}\p{N}'’}/-]*/gu) ?? []).length > 20)
        .map((sentence) => `${key}: ${sentence}`),
    );
    expect(long).toEqual([]);
  });

  it('speak with one voice: the bot says saya, the Dinas kami, never both in one sentence', () => {
    const both = flat(id).flatMap(({ text }) =>
      text
        .split(/(?<=[.!?])\s|\n/)
        .filter((sentence) => /\bsaya\b/i.test(sentence) && /\bkami\b/i.test(sentence)),
    );
    expect(both).toEqual([]);
  });

  it('avoid the words that owners do not use or that blame them (domain.md, section 9)', () => {
    const avoided =
      /\b(kamu|anda|submit|input|invalid|upload|verifikasi|error|salah(?! satu)|gagal|mitra binaan|plasma)\b/i;
    // "plasma" is explained where it stands; as the name of a form of partnership only the office reads it.
    const explained = /plasma\b[^.]*\b(memasok|pemasok|artinya|yaitu)|inti–plasma|^Inti-plasma$/i;
    expect(flat(id).filter(({ text }) => avoided.test(text) && !explained.test(text))).toEqual([]);
  });

  it('have labels of at most 20 characters where two stand in a row', async () => {
    const office = await openOffice();
    const siti = await registeredOwner(office);
    await siti.walk(
      '/menu',
      '/daftar',
      '>Orang lain',
      '>Tidak setuju',
      '/tanya',
      '/bahasa',
      '>English',
      '/menu',
      '/daftar',
    );
    const tooLong = office.simulator.calls.flatMap(({ parameters }) => {
      const markup: {
        readonly inline_keyboard?: readonly (readonly { readonly text: string }[])[];
        readonly keyboard?: readonly (readonly { readonly text: string }[])[];
      } =
        typeof parameters['reply_markup'] === 'string'
          ? JSON.parse(parameters['reply_markup'])
          : (parameters['reply_markup'] ?? {});
      const rows = markup.inline_keyboard ?? markup.keyboard ?? [];
      return rows
        .filter((row) => row.length > 1)
        .flatMap((row) => row.map((button) => button.text).filter((label) => label.length > 20));
    });
    await office.close();
    expect(tooLong).toEqual([]);
  });
});

describe('the settings', () => {
  it('stand in .env.example, each with a comment, and nothing else does', async () => {
    const lines = (await readFile(`${ROOT}.env.example`, 'utf8')).split('\n');
    const named = lines.flatMap((line, at) => {
      const name = /^([A-Z_]+)=/.exec(line)?.[1];
      if (name !== undefined) expect(lines[at - 1], `a comment above ${name}`).toMatch(/^# \S/);
      return name ?? [];
    });
    expect(named.toSorted()).toEqual(Object.keys(variables).toSorted());
  });
});
