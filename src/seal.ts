import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { UNREADABLE } from './domain/words/unreadable.ts';

const FORMAT = 1;
const KEY_ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES + IV_BYTES + TAG_BYTES;

/** Thrown when a sealed value was made with another key, for another place, or was altered. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

/** Encrypts what is personal before it reaches the database. */
export interface Seal {
  /** Short public name of the key (hex); stored to recognise a wrong key at start. */
  readonly fingerprint: string;
  /**
   * AES-256-GCM. `place` names row and field (`person:12:name`) and is authenticated with the text,
   * so that a ciphertext moved to another person cannot be read there.
   */
  encrypt(place: string, text: string): Uint8Array<ArrayBuffer>;
  /** The same for bytes, such as a piece of a file. */
  encryptBytes(place: string, bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  /** @throws SealError when the key, the place or the bytes do not fit */
  decryptBytes(place: string, sealed: Uint8Array): Buffer;
  /** What is shown to people: {@link UNREADABLE} for a damaged value, which must not stop what stands beside it. */
  show(place: string, sealed: Uint8Array): string;
  /** What is computed with: undefined for a damaged value. */
  tryDecrypt(place: string, sealed: Uint8Array): string | undefined;
  /** For what cannot go on without the value. @throws SealError when the key, the place or the bytes do not fit */
  decrypt(place: string, sealed: Uint8Array): string;
  /** HMAC-SHA-256 under a key of its own: finds an equal value without being able to read it. */
  index(field: string, value: string): Uint8Array<ArrayBuffer>;
  /**
   * The same for what is searched in many pieces, under another key of its own, cut to 64 bits: two words may share
   * one, so whatever is found is opened and compared.
   */
  token(word: string): bigint;
}

/** Derives the encryption key and the index key from the 32 bytes of APP_KEY (HKDF-SHA-256). */
export function createSeal(appKey: Uint8Array): Seal {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', appKey, '', `umkm-bot/${purpose}`, 32));
  const encryptionKey = derive('encryption');
  const indexKey = derive('index');
  const searchKey = derive('search');
  const keyId = createHash('sha256').update(derive('fingerprint')).digest();
  const shortId = keyId.subarray(0, KEY_ID_BYTES);

  const encryptBytes = (place: string, plain: Uint8Array): Uint8Array<ArrayBuffer> => {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', encryptionKey, iv).setAAD(Buffer.from(place));
    const body = [cipher.update(plain), cipher.final()];
    return new Uint8Array(Buffer.concat([Buffer.of(FORMAT), shortId, iv, cipher.getAuthTag(), ...body]));
  };
  const decryptBytes = (place: string, sealed: Uint8Array): Buffer => {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes.length < HEAD_BYTES || bytes[0] !== FORMAT)
      throw new SealError(
        `expected a sealed value of format ${FORMAT} at ${place}, got ${bytes.length} bytes of another format`,
      );
    const usedKey = bytes.subarray(1, 1 + KEY_ID_BYTES);
    if (!usedKey.equals(shortId))
      throw new SealError(
        `expected key ${shortId.toString('hex')} at ${place}, got a value sealed with key ${usedKey.toString('hex')}`,
      );
    const iv = bytes.subarray(1 + KEY_ID_BYTES, 1 + KEY_ID_BYTES + IV_BYTES);
    const tag = bytes.subarray(1 + KEY_ID_BYTES + IV_BYTES, HEAD_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', encryptionKey, iv)
      .setAAD(Buffer.from(place))
      .setAuthTag(tag);
    try {
      return Buffer.concat([decipher.update(bytes.subarray(HEAD_BYTES)), decipher.final()]);
    } catch {
      throw new SealError(`the sealed value at ${place} was altered or belongs to another place`);
    }
  };
  const decrypt = (place: string, sealed: Uint8Array): string => decryptBytes(place, sealed).toString('utf8');
  const tryDecrypt = (place: string, sealed: Uint8Array): string | undefined => {
    try {
      return decrypt(place, sealed);
    } catch (error) {
      if (error instanceof SealError) return undefined;
      throw error;
    }
  };

  return {
    fingerprint: keyId.subarray(0, 16).toString('hex'),
    encrypt: (place, text) => encryptBytes(place, Buffer.from(text, 'utf8')),
    encryptBytes,
    decryptBytes,
    decrypt,
    tryDecrypt,
    show: (place, sealed) => tryDecrypt(place, sealed) ?? UNREADABLE,
    index(field, value) {
      return new Uint8Array(createHmac('sha256', indexKey).update(`${field}\0${value}`).digest());
    },
    token: (word) => createHmac('sha256', searchKey).update(word).digest().readBigInt64BE(),
  };
}
