import { promisedDays } from '../domain/partnership/progress.ts';
import { maskPhone } from '../domain/people/identity.ts';
import { line, named, type Line } from '../i18n.ts';
import type { ApplicationFile } from '../services/partnership/applications/application-desk.ts';
import type { ApplicationStepTaken } from '../services/partnership/applications/application-history.ts';
import { programmeOf } from '../services/partnership/applications/application-progress.ts';
import { type ShownEvaluation } from '../services/partnership/applications/checks.ts';
import { type Services, todayOf } from '../services/core/services.ts';
import { detailLines } from './step-lines.ts';
import { criteriaLines } from './criteria-lines.ts';
import { programmeName, stateName, vendorLines } from './application-lines.ts';
import { businessLines } from './business-lines.ts';

/** One application as the office sees it: who, what, until when, and everything that was done. */
export function fileLines(services: Services, file: ApplicationFile): readonly Line[] {
  return [
    ...headLines(services, file),
    line('common.blank'),
    ...whoLines(services, file),
    line('common.blank'),
    line('application.history'),
    ...file.steps.flatMap(stepLines),
  ];
}

/** Where an application stands, and until when something is promised. */
export function headLines(services: Services, file: ApplicationFile): readonly Line[] {
  const { application } = file;
  const programme = programmeOf(services, application);
  return [
    line('application.one', {
      number: application.number,
      state: { line: stateName(application.status) },
      programme: { line: programmeName(programme) },
      partner: programme?.partner.name ?? '–',
      moment: { moment: application.appliedAt.toISOString() },
    }),
    ...dueLine(services, file),
    ...vendorLines(application),
  ];
}

/** Who applies with which business, and whether somebody has looked at it. @param phone in full; left out: masked */
export function whoLines(services: Services, file: ApplicationFile, phone?: string): readonly Line[] {
  const { owner, business } = file;
  const masked = owner.phone === undefined ? '–' : maskPhone(owner.phone);
  return [
    line('application.owner', { name: owner.name ?? '–' }),
    line('application.phone', { phone: phone ?? masked }),
    nikLine(file),
    ...(file.nikElsewhere ? [line('application.nik.elsewhere')] : []),
    ...businessLines(services, business),
    line(file.checked ? 'application.checked' : 'application.selfReported'),
  ];
}

function dueLine(services: Services, { application }: ApplicationFile): readonly Line[] {
  const { dueOn } = application;
  if (promisedDays(application, 1) === undefined) return [];
  const late = dueOn < todayOf(services).toString();
  return [
    line(late ? 'application.one.late' : 'application.one.due', { day: { day: dueOn } }),
    ...(application.returned ? [line('application.one.returned')] : []),
  ];
}

function nikLine({ maskedNik, application }: ApplicationFile): Line {
  if (maskedNik !== undefined) return line('application.nik', { nik: maskedNik });
  return line(application.nikBy === 'officer' ? 'application.nik.officer' : 'application.nik.none');
}

/** Who has taken a step. */
export const stepBy = ({ by, name }: ApplicationStepTaken): Line =>
  name === undefined ? line(`application.step.by.${by}`) : named(name);

/** What was declared, written down and promised with a step. */
export const stepNotes = ({ details, dueOn }: ApplicationStepTaken): readonly Line[] => [
  ...(details.clear === true ? [line('application.step.clear')] : []),
  ...detailLines(details).map((detail) => line('application.step.detail', { detail: { line: detail } })),
  ...(dueOn === undefined ? [] : [line('application.step.due', { day: { date: dueOn } })]),
];

const stepLines = (it: ApplicationStepTaken): readonly Line[] => [
  line('application.step', {
    moment: { moment: it.at.toISOString() },
    state: { line: stateName(it.status) },
    by: { line: stepBy(it) },
  }),
  ...stepNotes(it),
];

/** What the owner saw at a check, by the rules of that day. */
export function checkLines(services: Services, result: ShownEvaluation | undefined): readonly Line[] {
  const programme =
    result === undefined ? undefined : services.programmes.find(result.programmeId, result.programmeVersion);
  return result === undefined || programme === undefined
    ? [line('application.check.none')]
    : [
        line('application.check.head', { day: { date: result.on } }),
        line(`application.check.${result.overall}`),
        line('common.blank'),
        ...criteriaLines(programme, result, services.office.areas),
      ];
}
