import type { Upload } from './params.ts';

const HEAD_END = Buffer.from('\r\n\r\n');

/** Reads a multipart/form-data body (RFC 7578); undefined when it is malformed. */
export function parseMultipart(
  body: Buffer,
  boundary: string,
): { values: Map<string, string>; files: Map<string, Upload> } | undefined {
  const values = new Map<string, string>();
  const files = new Map<string, Upload>();
  const delimiter = Buffer.from(`--${boundary}`);
  const next = Buffer.from(`\r\n--${boundary}`);
  let at = body.indexOf(delimiter);
  if (at < 0) return undefined;
  for (;;) {
    at += delimiter.length;
    if (body.toString('latin1', at, at + 2) === '--') return { values, files };
    const headStart = at + 2;
    const headEnd = body.indexOf(HEAD_END, headStart);
    // A part may be empty, so its end may begin with the line break that closes its head.
    const end = headEnd < 0 ? -1 : body.indexOf(next, headEnd + 2);
    if (end < 0) return undefined;
    const head = body.toString('utf8', headStart, headEnd);
    const content = body.subarray(Math.min(headEnd + 4, end), end);
    const name = attribute(head, 'name');
    const filename = attribute(head, 'filename');
    if (name !== undefined && filename !== undefined) {
      const mime = /^content-type:\s*([^\r\n;]+)/im.exec(head)?.[1]?.trim() ?? '';
      files.set(name, { filename, mime, data: Buffer.from(content) });
    } else if (name !== undefined) values.set(name, content.toString('utf8'));
    at = end + 2;
  }
}

function attribute(head: string, name: string): string | undefined {
  const extended = new RegExp(`[;\\s]${name}\\*=(?:UTF-8'')([^;\\r\\n]+)`, 'i').exec(head)?.[1];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended);
    } catch {
      return extended;
    }
  }
  const match = new RegExp(`[;\\s]${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(head);
  return match?.[1]?.replace(/\\(["\\])/g, '$1').replace(/%22/g, '"') ?? match?.[2];
}
