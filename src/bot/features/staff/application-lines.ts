import { awaitsNews } from '../../../domain/partnership/application.ts';
import { maskPhone } from '../../../domain/people/identity.ts';
import { line, type Line } from '../../../i18n.ts';
import type {
  ApplicationFile,
  ApplicationStepTaken,
} from '../../../services/partnership/application-desk.ts';
import { type Services, todayOf } from '../../../services/core/services.ts';
import { programmeName, programmeOf, stateName } from '../../application-lines.ts';
import { businessLines } from '../owners/data-lines.ts';

/** One application as the office sees it: who, what, until when, and everything that was done. */
export function fileLines(services: Services, file: ApplicationFile): readonly Line[] {
  const { application, owner, business } = file;
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
    line('common.blank'),
    line('application.owner', { name: owner.name ?? '–' }),
    line('application.phone', { phone: owner.phone === undefined ? '–' : maskPhone(owner.phone) }),
    nikLine(file),
    ...(file.nikElsewhere ? [line('application.nik.elsewhere')] : []),
    ...businessLines(services, business),
    line(file.checked ? 'application.checked' : 'application.selfReported'),
    line('common.blank'),
    line('application.history'),
    ...file.steps.flatMap(stepLines),
  ];
}

function dueLine(services: Services, { application }: ApplicationFile): readonly Line[] {
  const { status, dueOn } = application;
  if (!awaitsNews(status)) return [];
  const late = dueOn < todayOf(services).toString();
  return [line(late ? 'application.one.late' : 'application.one.due', { day: { day: dueOn } })];
}

function nikLine({ maskedNik, application }: ApplicationFile): Line {
  if (maskedNik !== undefined) return line('application.nik', { nik: maskedNik });
  return line(application.nikBy === 'officer' ? 'application.nik.officer' : 'application.nik.none');
}

function stepLines(it: ApplicationStepTaken): readonly Line[] {
  return [
    line('application.step', {
      moment: { moment: it.at.toISOString() },
      state: { line: stateName(it.status) },
      by: it.by ?? { line: line('application.step.owner') },
    }),
    ...(it.reason === undefined ? [] : [line('application.step.reason', { reason: it.reason })]),
  ];
}
