import { fixedReasonIn } from '../domain/announcements/announcement.ts';
import { line, named, type Line } from '../i18n.ts';

/** Why something does not take place, as it is read: a fixed reason in the reader's language, or an officer's words. */
export function reasonLine(kept: string | undefined): Line {
  const fixed = kept === undefined ? undefined : fixedReasonIn(kept);
  return fixed === undefined ? named(kept ?? '–') : line(`change.reason.${fixed}`);
}
