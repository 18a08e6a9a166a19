import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Programme } from '../../../../domain/eligibility/programme.ts';
import type { Areas } from '../../../../services/core/areas.ts';
import type { Services } from '../../../../services/core/services.ts';
import { partnersOf, type Partner } from '../../../../services/partnership/partners/partners.ts';
import {
  latestOf,
  programmeFile,
  type ProgrammeFile,
} from '../../../../services/partnership/programmes/programme-desk.ts';
import type { Answers, Moment, Who } from '../../engine/form.ts';

/** What the questions about a programme look up. */
export interface ProgrammeContext {
  readonly partners: readonly Partner[];
  readonly areas: Areas;
  readonly today: Temporal.PlainDate;
  /** The programme that is changed, and what was last written of it; undefined for a new one. */
  readonly file: ProgrammeFile | undefined;
  readonly base: Programme | undefined;
}

/** Row of the programme that is changed, known before the form begins. */
export const CHANGED = { key: 'programme', value: z.number().int() };

export async function loadProgramme(
  services: Services,
  _who: Who,
  answers: Answers,
  { today }: Moment,
): Promise<ProgrammeContext> {
  const id = answers.of(CHANGED);
  const file = id === undefined ? undefined : await programmeFile(services, id);
  return {
    partners: await partnersOf(services),
    areas: services.office.areas,
    today: Temporal.PlainDate.from(today),
    file,
    base: file === undefined ? undefined : latestOf(file),
  };
}
