import type { Line } from '../../../i18n.ts';
import type { CaseFile } from '../../../services/cases/cases.ts';
import type { Outgoing } from '../../../services/core/outgoing.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Button } from '../../message.ts';
import type { Use } from '../../send.ts';

export interface Worded {
  /** One line, or several under each other. */
  readonly text: Line | readonly Line[];
  readonly buttons: readonly (readonly Button[])[];
  /** A picture above the text, as a file of Telegram; the text is its caption then. */
  readonly photo?: string | undefined;
  /** Number of the bot's message in that chat which becomes this one, as long as it is there. */
  readonly replaces?: number | undefined;
  /** A file that Telegram keeps; the text is its caption. */
  readonly file?: CaseFile;
  /** It makes no sound (Bot API, disable_notification). */
  readonly silent?: true;
  /** `look` for what the office reads about somebody. */
  readonly use?: Use;
}

/**
 * Words of a queued message at the moment of sending; undefined when it is no longer due: then it is recorded as
 * skipped. Whether the person still wants it is looked up here, so that a refusal also reaches what is queued.
 */
export type Words = (services: Services, message: Outgoing) => Promise<Worded | undefined>;
