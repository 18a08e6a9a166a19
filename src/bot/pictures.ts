import type { Addressee, Texts } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';

/** Makes a picture that a receipt has ordered; undefined when there is nothing to show any more. */
export type Pictures = (
  services: Services,
  texts: Texts,
  picture: string,
  id: number,
  to: Addressee,
) => Promise<Uint8Array | undefined>;
