import type { IncomingMessage } from 'node:http';
import { isRecord, parseJson } from '../json.ts';
import { parseMultipart } from './multipart.ts';
import { Params, type Upload } from './params.ts';
import { badRequest, Refusal } from './refusal.ts';

// The largest upload, its other fields and a little room.
const BODY_LIMIT = 56 * 1024 * 1024;

/** Reads the body of a request up to the limit. */
export async function readBody(request: IncomingMessage, limit = BODY_LIMIT): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += part.length;
    // Read on to the end, so that the client hears the answer.
    if (size <= limit) chunks.push(part);
  }
  if (size > limit) throw new Refusal(413, 'Request Entity Too Large');
  return Buffer.concat(chunks);
}

/** The parameters of a call in any of the four ways ("Making requests"). */
export function readParams(query: URLSearchParams, contentType: string, body: Buffer): Params {
  const values = new Map<string, unknown>(query);
  let files: ReadonlyMap<string, Upload> = new Map();
  const type = contentType.toLowerCase();
  if (body.length > 0 && type.startsWith('application/json')) {
    const json = parseJson(body.toString('utf8'));
    if (!isRecord(json)) throw badRequest("can't parse request body JSON object");
    for (const [name, value] of Object.entries(json)) values.set(name, value);
  } else if (type.startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) values.set(name, value);
  } else if (type.startsWith('multipart/form-data')) {
    const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
    const parsed = parseMultipart(body, boundary?.[1] ?? boundary?.[2] ?? '');
    if (parsed === undefined) throw badRequest("can't parse multipart request body");
    for (const [name, value] of parsed.values) values.set(name, value);
    files = parsed.files;
  }
  return new Params(values, files);
}
