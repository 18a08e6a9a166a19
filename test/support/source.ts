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

export function* every(value: unknown): Iterable<Node> {
  if (Array.isArray(value)) for (const item of value) yield* every(item);
  if (!isNode(value)) return;
  yield value;
  for (const [field, inner] of Object.entries(value)) if (field !== 'type') yield* every(inner);
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
