import { describe, expect, it } from 'vitest';
import { scripts } from '../../../src/bot/conversations/index.ts';
import { conversationName, formName, questionName } from '../../../src/bot/form-names.ts';
import { statuses } from '../../../src/domain/partnership/application.ts';
import { auditActions } from '../../../src/domain/office/audit-actions.ts';
import { businessKinds } from '../../../src/domain/people/business-kind.ts';
import { isTextKey, languageCodes, line, type Line } from '../../../src/i18n.ts';
import { readConfig } from '../../../src/config.ts';
import { officeTexts } from '../../../src/office.ts';
import { loadReferenceData } from '../../../src/reference-data.ts';
import { caseKinds } from '../../../src/services/cases/cases.ts';
import { participantStatuses, sources } from '../../../src/services/trainings/participant-rows.ts';
import { interestKeys } from '../../../src/services/people/people.ts';
import { stateName } from '../../../src/reports/application-lines.ts';

const { office, programmes } = await loadReferenceData(readConfig({}).office);
const texts = officeTexts(office);

/** What a code looks like: small letters with dots, dashes, underscores or an "@" between them. */
const CODE = /^[a-z]+(?:[A-Z][a-z]+)*(?:[._@:-][a-z\d.]+)+$/;

function problems(code: string, it: Line): readonly string[] {
  return languageCodes.flatMap((language) => {
    const said = texts.plain(it, { language, salutation: undefined, shortName: undefined });
    return said === '' || (language === 'id' && said === code) || said.includes('member.') || CODE.test(said)
      ? [`${language} ${code}: ${said}`]
      : [];
  });
}

const known = (prefix: string, codes: readonly string[]): readonly string[] =>
  codes.flatMap((code) => {
    const key = `${prefix}.${code}`;
    return isTextKey(key) ? problems(code, line(key)) : [key];
  });

describe('every code that can be shown', () => {
  it('has words in every language: the audit log, states, kinds, topics', () => {
    expect([
      ...known('member.audit.action', auditActions),
      ...known('register.interests', interestKeys),
      ...known('kind', businessKinds),
      ...known('case.kind', caseKinds),
      ...known('export.case', caseKinds),
      ...known('export.participant', participantStatuses),
      ...known('data.copy.participation', participantStatuses),
      ...known('export.via', sources),
      ...known('export.application', statuses),
      ...statuses.flatMap((status) => problems(status, stateName(status))),
    ]).toEqual([]);
  });

  it('has words where an officer reads at which question of which form somebody stands', () => {
    const services = { programmes };
    const forms = scripts.flatMap((script) => script.forms);
    expect([
      ...scripts.flatMap((script) => problems(script.id, conversationName(script.id))),
      ...problems('gone@1.0', conversationName('gone@1.0')),
      ...problems('gone-form', formName('gone-form')),
      ...forms.flatMap(({ name, questions }) => [
        ...problems(name, formName(name)),
        ...questions.flatMap(({ key }) => problems(key, questionName(services, name, key))),
      ]),
      ...programmes.known.flatMap((programme) =>
        programme.questions.flatMap(({ id }) => {
          const key = `answer.${id}`;
          return problems(key, questionName(services, 'partnership', key));
        }),
      ),
      ...problems('gone.question', questionName(services, 'partnership', 'gone.question')),
    ]).toEqual([]);
  });
});
