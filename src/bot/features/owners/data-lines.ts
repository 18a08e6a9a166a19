import { formatPhone } from '../../../domain/people/identity.ts';
import { statuses } from '../../../domain/partnership/application.ts';
import { line, named, type Line, type TextKey } from '../../../i18n.ts';
import type { MyApplication, MyBusiness, MyCase, MyData } from '../../../services/data-rights/my-data.ts';
import { subjectOf } from '../../../services/people/consents.ts';
import type { Services } from '../../../services/core/services.ts';
import { statusName } from '../../application-lines.ts';
import { dayOf, entry } from '../../../reports/business-lines.ts';

export function personLines({ person }: MyData): readonly Line[] {
  return [
    entry('register.name.label', person.name === undefined ? undefined : named(person.name)),
    entry(
      'register.salutation.label',
      person.salutation === undefined ? undefined : line(`register.salutation.${person.salutation}`),
    ),
    entry('register.phone.label', person.phone === undefined ? undefined : named(formatPhone(person.phone))),
    entry('data.nik', person.maskedNik === undefined ? line('data.nik.none') : named(person.maskedNik)),
    entry('data.reminders', line(person.reminders ? 'data.reminders.on' : 'data.reminders.off')),
  ];
}

/** Photos and the place on the map, where there are some. */
export function photoLines({ photos, point }: MyBusiness): readonly Line[] {
  return [
    ...(photos.length === 0 ? [] : [entry('photo.title', line('photo.count', { count: photos.length }))]),
    ...(point === undefined
      ? []
      : [entry('photo.look.point', named(`${point.latitude.toFixed(5)}, ${point.longitude.toFixed(5)}`))]),
  ];
}

export function reportLines({ reports }: MyBusiness): readonly Line[] {
  const latest = reports.at(-1);
  if (latest === undefined) return [entry('data.reports', line('data.reports.none'))];
  return [
    entry('data.reports', line('data.reports.count', { count: reports.length })),
    entry(
      'data.reports.latest',
      line('data.reports.amount', { month: { month: latest.month }, amount: { rupiahFull: latest.amount } }),
    ),
  ];
}

/** What a consent is for, in the words of the office; one partner may have several programmes. */
export function purposeLine(services: Services, purpose: string): Line {
  const subject = subjectOf(purpose);
  switch (subject?.of) {
    case 'own':
      return line(`data.purpose.${subject.purpose}`);
    case 'group':
      return line('data.purpose.group');
    case 'survey':
      return line('data.purpose.survey');
    case 'partner':
    case 'exact': {
      const programme = services.programmes.find(subject.programme);
      return line(`data.purpose.${subject.of}`, {
        partner: partnerName(services, subject.programme),
        programme: { line: programme === undefined ? line('common.noWords') : { local: programme.name } },
      });
    }
    case 'training':
    case undefined:
      return line('common.noWords');
  }
}

/** The company of a programme. */
export function partnerName(services: Services, id: string): string {
  return services.programmes.known.find((it) => it.partner.id === id || it.id === id)?.partner.name ?? id;
}

export function consentLines(services: Services, { consents }: MyData): readonly Line[] {
  return consents
    .filter((it) => it.withdrawnAt === undefined)
    .map((it) =>
      line('data.consents.item', {
        purpose: { line: purposeLine(services, it.purpose) },
        day: { day: dayOf(services, it.givenAt) },
      }),
    );
}

/** A status in the owner's words (dialogues.md, "Words"). */
export function applicationStatusLine(services: Services, programmeId: string, status: string): Line {
  const programme = services.programmes.find(programmeId);
  return statusName(statuses.find((known) => known === status) ?? 'submitted', programme);
}

export function applicationLine(services: Services, it: MyApplication): Line {
  const programme = services.programmes.find(it.programmeId, it.programmeVersion);
  const name: Line = programme === undefined ? line('common.noWords') : { local: programme.name };
  const values = {
    number: it.number,
    name: { line: name },
    status: { line: applicationStatusLine(services, it.programmeId, it.status) },
  };
  const reason = it.steps.findLast((step) => step.status === it.status)?.details.reason;
  return reason === undefined
    ? line('data.application.item', values)
    : line('data.application.itemWhy', { ...values, reason });
}

const caseKind: Readonly<Record<string, TextKey>> = {
  help: 'data.case.help',
  question: 'data.case.question',
  'locked-month': 'data.case.locked-month',
  erasure: 'data.case.erasure',
  recall: 'data.case.recall',
  application: 'data.case.application',
  review: 'data.case.review',
  'partner-reason': 'data.case.partner-reason',
  ending: 'data.case.ending',
  suspicious: 'data.case.suspicious',
};

export function caseLine(it: MyCase): Line {
  return line('data.case.item', {
    number: it.number,
    kind: { line: line(caseKind[it.kind] ?? 'data.case.other') },
    day: { day: it.dueOn },
  });
}
