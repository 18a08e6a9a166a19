import type { Pictures } from './pictures.ts';

/** The pictures that receipts order, by name. */
export const pictures: Pictures = async () => undefined;
