import type { Services } from './services.ts';

/** Key under which the details of a consent hold who heard it being given; sealed, and gone with an erasure. */
export const WITNESS = 'witness';

const place = (personId: number): string => `person:${personId}:witness`;

/** The name of a witness as it stands in the details of a consent. */
export function sealedWitness({ seal }: Services, personId: number, name: string): string {
  return Buffer.from(seal.encrypt(place(personId), name)).toString('base64');
}

/** The details of a consent with the name of the witness, for the person whose consent it is. */
export function openedDetails({ seal }: Services, personId: number, details: unknown): unknown {
  if (typeof details !== 'object' || details === null || Array.isArray(details)) return details;
  return Object.fromEntries(
    Object.entries(details).map(([key, value]: [string, unknown]) =>
      key === WITNESS && typeof value === 'string'
        ? [key, seal.show(place(personId), Buffer.from(value, 'base64'))]
        : [key, value],
    ),
  );
}
