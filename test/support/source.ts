import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vitest/node';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A piece of a parsed source. */
export interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
export const nodeAt = (node: Node, field: string): Node | undefined => {
  const value = node[field];
  return isNode(value) ? value : undefined;
};
export const nodesAt = (node: Node, field: string): readonly Node[] => {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
};

/** Every piece below a value, itself included, in the order of the source. */
export function every(value: unknown): readonly Node[] {
  const found: Node[] = [];
  // One list instead of a generator in a generator: trees are deep, and each piece would pass every level above it.
  const look = (it: unknown): void => {
    if (Array.isArray(it)) for (const item of it) look(item);
    else if (isNode(it)) {
      found.push(it);
      for (const field in it) if (field !== 'type') look(it[field]);
    }
  };
  look(value);
  return found;
}

/** One source file with its syntax tree; `file` is its path from the root of the project. */
export interface Source {
  readonly file: string;
  readonly source: string;
  readonly ast: unknown;
}

/** Every TypeScript file below a folder. */
export async function sourcesIn(folder: string): Promise<readonly Source[]> {
  const files = (await readdir(`${ROOT}${folder}`, { recursive: true })).filter((it) => it.endsWith('.ts'));
  return Promise.all(
    files.map(async (it) => {
      const source = await readFile(`${ROOT}${folder}/${it}`, 'utf8');
      return { file: `${folder}/${it}`, source, ast: parseAst(source, { lang: 'ts' }) };
    }),
  );
}
