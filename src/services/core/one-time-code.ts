import { createHash, randomBytes } from 'node:crypto';

/** 144 bits: more than anybody can try. */
const CODE_BYTES = 18;

/** A new code for a link that works once. The code itself is shown once; only its hash is kept. */
export function newOneTimeCode(bytes = CODE_BYTES): {
  readonly code: string;
  readonly codeHash: Uint8Array<ArrayBuffer>;
} {
  const code = randomBytes(bytes).toString('base64url');
  return { code, codeHash: hashOfCode(code) };
}

/** What is kept of a code that somebody came with. */
export function hashOfCode(code: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(code).digest());
}
