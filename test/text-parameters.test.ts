import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { address, createTexts, line, refuseMistakes } from '../src/i18n.ts';
import { officeTexts } from '../src/office.ts';
import { testOffice } from './support/services.ts';
import { every, nodeAt, nodesAt, sourcesIn, type Node } from './support/source.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NOBODY = { language: 'id', salutation: undefined, shortName: undefined } as const;

/** Parameters that every text may use: the office's own words, and the forms of address. */
const ALWAYS = new Set([
  ...Object.keys(address(NOBODY)),
  'office',
  'region',
  'zone',
  'site',
  'newsPerWeek',
  'retention',
  'taxText',
  'creditText',
]);

async function parametersOfTexts(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const file of await readdir(`${ROOT}locales/id`)) {
    const texts: Readonly<Record<string, string>> = JSON.parse(
      await readFile(`${ROOT}locales/id/${file}`, 'utf8'),
    );
    for (const [key, text] of Object.entries(texts))
      found.set(
        `${file.replace('.json', '')}.${key}`,
        new Set(
          Array.from(text.matchAll(/\{(\w+)\}/g), ([, name = '']) => name).filter((it) => !ALWAYS.has(it)),
        ),
      );
  }
  return found;
}

/** What one file hands over to its texts, as far as it can be read off the calls of `line`. */
function callsIn(
  program: unknown,
  texts: ReadonlyMap<string, ReadonlySet<string>>,
): readonly { readonly at: number; readonly key: string; readonly missing: readonly string[] }[] {
  const constants = new Map<string, readonly Node[]>();
  for (const it of every(program)) {
    const id = it.type === 'VariableDeclarator' ? nodeAt(it, 'id') : undefined;
    const value = nodeAt(it, 'init');
    if (id?.type !== 'Identifier' || value === undefined) continue;
    const name = String(id['name']);
    constants.set(name, [...(constants.get(name) ?? []), value]);
  }
  const named = (node: Node): readonly Node[] => constants.get(String(node['name'])) ?? [];

  /** Names of the parameters of each text that a key can mean; undefined when that is not to be read here. */
  const needed = (node: Node | undefined, depth = 0): readonly ReadonlySet<string>[] | undefined => {
    if (node === undefined || depth > 4) return undefined;
    switch (node.type) {
      case 'Literal':
        return [texts.get(String(node['value'])) ?? new Set<string>()];
      case 'ConditionalExpression':
        return both(needed(nodeAt(node, 'consequent'), depth), needed(nodeAt(node, 'alternate'), depth));
      case 'TemplateLiteral': {
        const parts = nodesAt(node, 'quasis').map((it) => {
          const value = it['value'];
          const raw: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'raw') : '';
          return String(raw).replaceAll('.', String.raw`\.`);
        });
        const pattern = new RegExp(`^${parts.join('[^.]+')}$`);
        const meant = [...texts].flatMap(([key, names]) => (pattern.test(key) ? [names] : []));
        // Which of them are really meant is not to be read here: what all of them need is needed.
        const [first = new Set<string>(), ...others] = meant;
        return [new Set([...first].filter((name) => others.every((it) => it.has(name))))];
      }
      case 'Identifier':
        return named(node).reduce<readonly ReadonlySet<string>[] | undefined>(
          (all, it) => both(all, needed(it, depth + 1)),
          named(node).length === 0 ? undefined : [],
        );
      default:
        return undefined;
    }
  };
  /** Names that are handed over; undefined when that is not to be read here. */
  const given = (node: Node | undefined, depth = 0): readonly string[] | undefined => {
    if (node === undefined) return [];
    if (depth > 4) return undefined;
    switch (node.type) {
      case 'ObjectExpression':
        return nodesAt(node, 'properties').reduce<readonly string[] | undefined>((all, it) => {
          if (it.type === 'SpreadElement') return both(all, given(nodeAt(it, 'argument'), depth + 1));
          const key = nodeAt(it, 'key');
          return both(
            all,
            key === undefined || it['computed'] === true ? undefined : [String(key['name'] ?? key['value'])],
          );
        }, []);
      case 'ConditionalExpression':
        return both(
          given(nodeAt(node, 'consequent'), depth + 1),
          given(nodeAt(node, 'alternate'), depth + 1),
        );
      case 'Identifier':
        return named(node).reduce<readonly string[] | undefined>(
          (all, it) => both(all, given(it, depth + 1)),
          named(node).length === 0 ? undefined : [],
        );
      default:
        return undefined;
    }
  };

  return every(program).flatMap((it) => {
    if (it.type !== 'CallExpression' || nodeAt(it, 'callee')?.['name'] !== 'line') return [];
    const [key, params] = nodesAt(it, 'arguments');
    const names = needed(key);
    const handed = given(params);
    if (key === undefined || names === undefined || handed === undefined) return [];
    const missing = names.flatMap((all) => [...all]).filter((name) => !handed.includes(name));
    return [
      { at: Number(it['start']), key: key.type === 'Literal' ? String(key['raw']) : key.type, missing },
    ];
  });
}

function both<T>(one: readonly T[] | undefined, other: readonly T[] | undefined): readonly T[] | undefined {
  return one === undefined || other === undefined ? undefined : [...one, ...other];
}

const sources = await sourcesIn('src');

it('every text gets the parameters that stand in it', async () => {
  const texts = await parametersOfTexts();
  const bad: string[] = [];
  let read = 0;
  for (const { file, source, ast } of sources) {
    for (const { at, key, missing } of callsIn(ast, texts)) {
      read++;
      if (missing.length > 0)
        bad.push(`${file}:${source.slice(0, at).split('\n').length} ${key}: ${missing.join(', ')}`);
    }
  }
  expect(bad).toEqual([]);
  // Nearly all calls can be read; those that cannot are caught where they are shown, as below.
  expect(read).toBeGreaterThan(2_000);
});

it('sentences for people stand in locales/, those of invented people in the demo', () => {
  const INDONESIAN =
    /^\p{Lu}.* (yang|belum|sudah|tidak|untuk|dari|usaha|dan|ini|ada|dengan|bisa|boleh|mitra)\b/u;
  const found = sources
    .filter(({ file }) => !/^src\/(demo|simulator)\//.test(file))
    .flatMap(({ file, source, ast }) =>
      every(ast)
        .map((it) =>
          it.type === 'TemplateElement' ? source.slice(Number(it['start']), Number(it['end'])) : it['value'],
        )
        .filter((said) => typeof said === 'string' && INDONESIAN.test(said))
        .map((said) => `${file}: ${String(said)}`),
    );
  expect(found).toEqual([]);
});

it('a text that misses a parameter fails where it is shown, and in an office that works says "–"', async () => {
  const office = await testOffice();
  const without = line('start.official');
  expect(() => officeTexts(office, refuseMistakes).plain(without, NOBODY)).toThrow(/start\.official.*bot/);
  const seen: string[] = [];
  const texts = createTexts(
    { site: 'gresikkab.go.id' },
    office,
    (key, what) => void seen.push(`${key}: ${what}`),
  );
  expect(texts.plain(without, NOBODY)).toContain('@–');
  expect(seen).toContain('start.official: expected the parameter bot');
});
