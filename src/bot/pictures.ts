import type { Language } from '../i18n.ts';
import type { Services } from '../services/services.ts';

/** Makes a picture that a receipt has ordered; undefined when there is nothing to show any more. */
export type Pictures = (services: Services, picture: string, id: number, language: Language) => Promise<Uint8Array | undefined>;
