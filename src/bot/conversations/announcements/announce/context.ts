import type { Programme } from '../../../../domain/eligibility/programme.ts';
import type { Reach } from '../../../../services/announcements/announcing.ts';
import type { Answerable } from '../../../../services/announcements/announcements.ts';
import type { Programmes } from '../../../../services/core/programmes.ts';
import type { Office } from '../../../../office.ts';
import type { Tag } from '../../../../services/people/tags.ts';
import type { Training } from '../../../../services/trainings/trainings.ts';
import type { Line } from '../../../../i18n.ts';

/** What the questions of an announcement look up. */
export interface AnnounceContext {
  readonly now: Date;
  readonly office: Office;
  readonly programmes: Programmes;
  /** Programmes whose rules hold today. */
  readonly offered: readonly Programme[];
  readonly tags: readonly Tag[];
  /** Codes of the kecamatan that the member works in; empty: all. */
  readonly limits: readonly string[];
  /** Trainings that can be announced again. */
  readonly upcoming: readonly Training[];
  /** The one that is announced again. */
  readonly training: Training | undefined;
  /** What was announced before, for a follow-up; from the text on, after which the audience is asked. */
  readonly earlier: readonly Answerable[];
  /** Month whose report may be missing, 'YYYY-MM'. */
  readonly lastMonth: string;
  readonly wordings: (lines: readonly Line[]) => readonly string[];
  /** Who would be reached; only where it is shown. */
  readonly reach?: Reach;
}
