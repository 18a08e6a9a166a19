import { isRecord, parseJson } from '../json.ts';

export interface Upload {
  readonly filename: string;
  readonly mime: string;
  readonly data: Buffer;
}

/** The parameters of one call, read as leniently as Telegram reads them ("Making requests"). */
export class Params {
  readonly values: ReadonlyMap<string, unknown>;
  readonly files: ReadonlyMap<string, Upload>;

  constructor(values: ReadonlyMap<string, unknown>, files: ReadonlyMap<string, Upload>) {
    this.values = values;
    this.files = files;
  }

  has(name: string): boolean {
    return this.text(name) !== undefined;
  }

  /** A parameter as text; numbers and objects of a JSON body become their text, as on the real server. */
  text(name: string): string | undefined {
    const value = this.values.get(name);
    if (value === undefined || value === null) return undefined;
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  integer(name: string): number | undefined {
    const value = this.values.get(name);
    if (typeof value === 'number') return Math.trunc(value);
    if (typeof value !== 'string' || !/^\s*[-+]?\d+\s*$/.test(value)) return undefined;
    return Number(value);
  }

  float(name: string): number | undefined {
    const value = this.values.get(name);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  }

  boolean(name: string): boolean {
    const value = this.values.get(name);
    if (typeof value === 'boolean') return value;
    return typeof value === 'string' && ['true', 'yes', '1'].includes(value.toLowerCase());
  }

  /** An object or array; undefined when absent, null when it is no JSON. */
  json(name: string): unknown {
    const value = this.values.get(name);
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    return parseJson(value) ?? null;
  }

  /** The file of a file parameter: sent under its own name or under the name after attach://. */
  upload(name: string): Upload | undefined {
    return this.files.get(name) ?? this.attached(this.text(name));
  }

  attached(reference: string | undefined): Upload | undefined {
    return reference?.startsWith('attach://') ? this.files.get(reference.slice(9)) : undefined;
  }

  /** For the record of calls: parsed values, files by their names. */
  toRecord(): Record<string, unknown> {
    const record: Record<string, unknown> = {};
    for (const [name, value] of this.values) {
      const parsed = typeof value === 'string' && /^[[{]/.test(value) ? parseJson(value) : undefined;
      record[name] = isRecord(parsed) || Array.isArray(parsed) ? parsed : value;
    }
    for (const [name, file] of this.files) {
      record[name] = { filename: file.filename, mime: file.mime, size: file.data.length };
    }
    return record;
  }
}
