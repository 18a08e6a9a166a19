import { statuses } from '../domain/eligibility/application.ts';
import type { Programme } from '../domain/eligibility/programme.ts';
import { line, type Line } from '../i18n.ts';
import type { Stepped } from '../services/partnership/application-desk.ts';
import type { Application } from '../services/partnership/applications.ts';
import type { Services } from '../services/core/services.ts';

/** The programme of an application in the version that is known now; undefined when there is none of that name. */
export function programmeOf(
  { programmes }: Services,
  it: Pick<Application, 'programmeId'>,
): Programme | undefined {
  return programmes.find((known) => known.id === it.programmeId);
}

export function programmeName(programme: Programme | undefined): Line {
  return programme === undefined ? line('common.noWords') : { local: programme.name };
}

/** What comes next and by when, for the owner; nothing for what the owner ended. */
export function nextNews(programme: Programme | undefined, it: Application): readonly Line[] {
  const { status, dueOn } = it;
  switch (status) {
    case 'withdrawn':
      return [];
    case 'submitted':
      return [line('partnership.application.due', { day: { day: dueOn } })];
    default:
      return [
        line(`application.told.${status}`, { partner: programme?.partner.name ?? '–', day: { day: dueOn } }),
      ];
  }
}

/** A status in the words of the office. */
export const stateName = (status: string): Line => {
  const known = statuses.find((it) => it === status);
  return known === undefined ? line('common.noWords') : line(`application.state.${known}`);
};

/** What became of a step, for the officer who took it. */
export function steppedText(done: Stepped, number: string): Line {
  if (done.kind === 'unknown') return line('application.refuse.unknown');
  const values = { number, state: { line: stateName(done.status) } };
  if (done.kind === 'late') return line('application.late', values);
  return line('partnership.lines', {
    lines: {
      paragraphs: [
        line('application.done', values),
        ...(done.dueOn === null ? [] : [line('application.done.due', { day: { day: done.dueOn } })]),
        line(done.told ? 'application.done.told' : 'application.done.call'),
      ],
    },
  });
}
