import { isList, isRecord, parseJson } from '../json.ts';
import { METHODS } from './bot-api.ts';
import type { Params } from './params.ts';

interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly types: readonly string[];
}

const methods = new Map<
  string,
  { readonly name: string; readonly parameters: ReadonlyMap<string, Parameter> }
>();
for (const [name, line] of Object.entries(METHODS)) {
  const parameters = line
    .split(' ')
    .filter((part) => part !== '')
    .map((part): Parameter => {
      const [left = '', types = ''] = part.split(':');
      return { name: left.replace('!', ''), required: left.endsWith('!'), types: types.split('|') };
    });
  methods.set(name.toLowerCase(), { name, parameters: new Map(parameters.map((p) => [p.name, p])) });
}

/** The method's proper name, whatever case it was called in. */
export function properName(method: string): string | undefined {
  return methods.get(method.toLowerCase())?.name;
}

/** What is wrong with the parameters by the official description; Telegram itself lets much of it pass. */
export function deviations(method: string, params: Params): string[] {
  const known = methods.get(method.toLowerCase())?.parameters;
  if (known === undefined) return [];
  const found: string[] = [];
  for (const parameter of known.values()) {
    if (parameter.required && !params.has(parameter.name) && !params.files.has(parameter.name)) {
      found.push(`${parameter.name}: required, but missing`);
    }
  }
  for (const [name, value] of params.values) {
    const parameter = known.get(name);
    if (parameter === undefined) found.push(`${name}: not a parameter of ${method}`);
    else if (value !== null && !parameter.types.some((type) => fits(value, type))) {
      found.push(
        `${name}: expected ${parameter.types.join(' or ')}, got ${JSON.stringify(value)?.slice(0, 80)}`,
      );
    }
  }
  return found;
}

/** Form fields arrive as text, so text is held against what it spells. */
function fits(value: unknown, type: string): boolean {
  switch (type) {
    case 'int':
      return typeof value === 'string' ? /^-?\d+$/.test(value) : Number.isInteger(value);
    case 'float':
      return typeof value === 'string' ? Number.isFinite(Number(value)) : typeof value === 'number';
    case 'bool':
      return (
        typeof value === 'boolean' || value === 'true' || value === 'false' || value === '1' || value === '0'
      );
    case 'list':
      return isList(typeof value === 'string' ? parseJson(value) : value);
    case 'object':
      return isRecord(typeof value === 'string' ? parseJson(value) : value);
    default:
      return typeof value === 'string';
  }
}
