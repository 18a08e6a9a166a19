import { line, type Line } from '../../../i18n.ts';
import { checkCodes } from '../../../services/announcements/check-code.ts';
import type { Services } from '../../../services/core/services.ts';
import { announcementLines } from '../../../reports/announcement-lines.ts';
import type { Button } from '../../message.ts';
import { button } from '../../buttons.ts';
import { reportCodeRoute, sameCodeRoute } from '../../routes/owners.ts';

/** What somebody reads who has asked about a code. */
export type CodeAnswer = {
  readonly lines: readonly Line[];
  readonly buttons: readonly (readonly Button[])[];
};

const again: Button = button('training.check.again', 'check');
const report = (code: string | undefined): Button => ({
  label: line('training.check.report'),
  data: reportCodeRoute.to('report', code),
});

/**
 * The true text of the announcement with one of these codes: a copied code proves nothing, so it is always shown to
 * be compared. Undefined when none of them is known.
 */
export async function knownAnswer(
  services: Services,
  codes: readonly string[],
): Promise<CodeAnswer | undefined> {
  const found = await checkCodes(services, codes);
  if (found === undefined) return undefined;
  const { announcement, training, withdrawn } = found;
  const { code, text, version, survey } = announcement;
  const blank = line('common.blank');
  return {
    lines: [
      line(withdrawn === undefined ? 'training.check.true' : 'training.check.withdrawn', { code }),
      blank,
      ...announcementLines(services, { code, text, version, survey, withdrawn }, training, undefined),
      blank,
      line('training.check.compare'),
    ],
    buttons: [
      [
        button('training.check.differs', reportCodeRoute.to('differs', code)),
        button('training.check.same', sameCodeRoute.to(code)),
      ],
    ],
  };
}

/** For a code that no announcement has. */
export function unknownAnswer(code: string): CodeAnswer {
  return { lines: [line('training.check.unknown')], buttons: [[report(code)], [again]] };
}

/** For a message without any code. */
export const noCodeAnswer: CodeAnswer = {
  lines: [line('training.check.noCode')],
  buttons: [[report(undefined)], [button('training.check.write', 'check')]],
};

/** The answer for one code that was typed. */
export async function codeAnswer(services: Services, code: string): Promise<CodeAnswer> {
  return (await knownAnswer(services, [code])) ?? unknownAnswer(code);
}
