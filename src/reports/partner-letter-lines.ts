import { line, type Line } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';
import { memberByNumber } from '../services/office/members.ts';
import { agreementOf } from '../services/partnership/agreements/agreements.ts';
import { groupOfApplication } from '../services/partnership/applications/application-group.ts';
import type { WaitingLetter } from '../services/partnership/steps/partner-letters.ts';
import { paperLines, partnerOf, versionName } from './agreement-lines.ts';
import { groupLines, stateName } from './application-lines.ts';
import { partnerSaidLines } from './evaluation-lines.ts';
import { detailLines, letterLines } from './step-lines.ts';

/** What an officer has written down in the name of a company, exactly as it will be stored. */
export async function letterLinesOf(services: Services, it: WaitingLetter): Promise<readonly Line[]> {
  const { change, application } = it;
  return [
    line(`change.ask.${change.wanted.kind}`, {
      name: (await memberByNumber(services, change.createdBy))?.name ?? '–',
      title: application.number,
    }),
    line('change.letter.partner', { partner: partnerOf(services, application) }),
    ...groupLines(application, await groupOfApplication(services, application)),
    line('common.blank'),
    ...(await saidLines(services, it)),
    line('common.blank'),
    line('change.letter.until'),
  ];
}

async function saidLines(
  services: Services,
  { application, letter }: WaitingLetter,
): Promise<readonly Line[]> {
  switch (letter.kind) {
    case 'letter-step':
      return [
        line('change.letter.step', {
          state: { line: stateName(letter.from) },
          next: { line: stateName(letter.to) },
        }),
        ...detailLines(letter.details),
      ];
    case 'letter-yes': {
      const { signed } = letter;
      const agreement = await agreementOf(services, application);
      const text = agreement?.versions.find(({ version }) => version === letter.version);
      return [
        line(signed === undefined ? 'change.letter.yes' : 'change.letter.signed', {
          name: {
            line:
              agreement === undefined || text === undefined
                ? line('agreement.name.first')
                : versionName(agreement, text),
          },
          version: letter.version,
        }),
        ...(signed === undefined
          ? letterLines(letter.letter)
          : paperLines({ ...signed, number: letter.letter })),
      ];
    }
    case 'letter-answers':
      return [...partnerSaidLines(letter.said), ...letterLines(letter.letter)];
  }
}
