import { line, type Line } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';
import { dependenceOn } from '../services/partnership/agreements/partner-sales.ts';
import type { Support } from '../services/partnership/agreements/supports.ts';
import type { Application } from '../services/partnership/applications/applications.ts';
import { partnerOf } from './agreement-lines.ts';

/** What is given, and apart from it what has to be given back, which is no support. */
export function supportLines(all: readonly Support[]): readonly Line[] {
  const given = all.filter(({ repaid }) => !repaid);
  const loans = all.filter(({ repaid }) => repaid);
  return [
    ...(given.length === 0 ? [line('support.list.none')] : given.flatMap(supportItem)),
    ...(loans.length === 0
      ? []
      : [line('common.blank'), line('support.list.loans'), ...loans.flatMap(supportItem)]),
  ];
}

/** One thing that is given: what, from where, and whether it came. */
export function supportItem({
  kind,
  what,
  value,
  source,
  status,
  deniedAt,
  paper,
}: Support): readonly Line[] {
  const words = {
    kind: { line: line(`support.kind.${kind}`) },
    what,
    source: { line: line(`support.source.${source}`) },
    status: { line: line(`support.status.${status}`) },
  };
  return [
    value === undefined
      ? line('support.item', words)
      : line('support.item.value', { ...words, value: { rupiah: value } }),
    ...(deniedAt === undefined
      ? []
      : [line('support.item.denied', { at: { moment: deniedAt.toISOString() } })]),
    ...(paper === undefined ? [] : [line('support.item.paper', { paper })]),
  ];
}

/** Most of the sales go to one company: a sign to talk, for the office alone. */
export async function dependenceLines(
  services: Services,
  application: Application,
): Promise<readonly Line[]> {
  const it = await dependenceOn(services, application);
  return it === undefined || it.percent <= services.office.dependencePercent
    ? []
    : [
        line('common.blank'),
        line('support.dependence', {
          percent: it.percent,
          months: it.months,
          partner: partnerOf(services, application),
        }),
      ];
}
