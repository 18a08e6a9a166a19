import type { Addressee, Texts } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';

/** Makes a picture or a paper (PDF) of own figures by its name; undefined when there is nothing to show. */
export type Pictures = (
  services: Services,
  texts: Texts,
  picture: string,
  id: number,
  to: Addressee,
) => Promise<Uint8Array | undefined>;
