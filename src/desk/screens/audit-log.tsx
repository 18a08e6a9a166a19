import { Temporal } from 'temporal-polyfill';
import { auditActions } from '../../domain/office/audit-actions.ts';
import { prefix } from '../../domain/words/clip.ts';
import { instantAt } from '../../domain/when/dates.ts';
import { line, type Line } from '../../i18n.ts';
import { auditSentence, namesOf } from '../../reports/audit-lines.ts';
import {
  audit,
  auditEntries,
  verifyAudit,
  type AuditRow,
  type ChainCheck,
} from '../../services/core/audit.ts';
import { namesOfSubjects } from '../../services/office/audit-names.ts';
import { allMembers } from '../../services/office/members.ts';
import { Choice, type Options } from '../filter.tsx';
import { Act } from '../page.tsx';
import { dayAt, elsewhere, type At, type Screen, type Shown } from '../screen.ts';
import { fileRows, List, type ListColumn } from '../table.tsx';

const A_PAGE = 50;
/** As much of a hash as tells it from another. */
const FINGERPRINT = 16;
const HOURS_24 = 24 * 3_600_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** *Log audit*: who saw, sent and changed what, by day, person and kind; looking at it stands in it, too. */
export const auditLog: Screen = {
  path: '/log',
  duty: 'audit',
  nav: 'member.audit.menu',
  show: (at) => logAt(at),
  async act(at, sent) {
    if (sent.act !== 'verify' || at.member.kecamatan.length > 0) return undefined;
    const check = await verifyAudit(at.services);
    await at.note((inside) =>
      audit(inside, { actor: at.member.number, action: 'audit.verify', details: { entries: check.entries } }),
    );
    return logAt(at, check);
  },
};

interface Entry extends AuditRow {
  readonly sentence: Line;
}

async function logAt(at: At, check?: ChainCheck): Promise<Shown> {
  const { services, member, url } = at;
  const title = line('member.audit.menu');
  // The log belongs to no kecamatan: it is for admins of the whole kabupaten.
  if (member.kecamatan.length > 0) return { title, body: <p>{at.text('member.audit.limited')}</p> };
  const value = (name: string): string | undefined => url.searchParams.get(name) || undefined;
  const day = DAY.test(value('hari') ?? '') ? value('hari') : undefined;
  const action = actionGroups.find((it) => it === value('apa'));
  const before = Number(value('sebelum') ?? 0);
  const from =
    day === undefined ? undefined : instantAt(dayOf(day, at), new Temporal.PlainTime(), services.office.zone);
  // What cannot be noted is not shown: both stand in one transaction.
  const rows = await at.note(async (inside) => {
    await audit(inside, {
      actor: member.number,
      action: 'audit.read',
      details: { day: day ?? null, actor: value('siapa') ?? null, upTo: before, page: 0 },
    });
    return auditEntries(inside, {
      take: A_PAGE + 1,
      upTo: before > 0 ? before : undefined,
      actor: value('siapa'),
      action: action === undefined ? undefined : `${action}.`,
      span: from === undefined ? undefined : { from, to: new Date(from.getTime() + HOURS_24) },
    });
  });
  const who = await namesOf(services);
  const shown = rows.slice(0, A_PAGE);
  const names = await namesOfSubjects(
    services,
    shown.flatMap(({ subject }) => subject ?? []),
  );
  const entries = shown.map((it): Entry => ({
    ...it,
    sentence: auditSentence({ ...it, at: it.at.toISOString() }, who, names),
  }));
  const next = rows[A_PAGE];
  const columns = columnsOf(at);
  const people: Options = (await allMembers(services))
    .map((it): readonly [string, string] => [it.number, it.name])
    .concat([
      ['cli', at.text('member.audit.cli')],
      ['system', at.text('member.audit.system')],
    ]);
  return {
    title,
    file: () => fileRows({ at, columns, rows: entries }),
    body: (
      <>
        <form method="get" class="filter">
          <label>
            {at.text('desk.log.day')}
            <br />
            <input type="date" name="hari" value={day ?? ''} />
          </label>
          <Choice
            at={at}
            name="siapa"
            label={at.text('desk.log.who')}
            options={people}
            none={at.text('member.audit.everybody')}
          />
          <Choice
            at={at}
            name="apa"
            label={at.text('desk.log.what')}
            options={actionGroups.map((it) => [it, it])}
            none={at.text('desk.log.everything')}
          />
          <button>{at.text('desk.filter.use')}</button>
        </form>
        {check === undefined ? undefined : (
          <p class={check.ok ? 'said' : 'alert'} role="status">
            {check.ok
              ? at.say(
                  line('desk.log.whole', {
                    count: { count: check.entries },
                    last: prefix(check.last, FINGERPRINT),
                  }),
                )
              : at.say(line('desk.log.broken', { number: check.brokenAt }))}
          </p>
        )}
        {entries.length === 0 ? (
          <p>{at.text('member.audit.none')}</p>
        ) : (
          <List at={at} caption={at.text('desk.log.newest')} rows={entries} columns={columns} />
        )}
        {next === undefined ? undefined : (
          <p>
            <a href={elsewhere(at, { sebelum: String(next.id) })} rel="next">
              {at.text('desk.turn.next')}
            </a>
          </p>
        )}
        <Act act="verify">
          <button>{at.text('desk.log.verify')}</button>
        </Act>
      </>
    ),
  };
}

/** A day of the address; today where it is none of the calendar. */
function dayOf(day: string, at: At): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(day);
  } catch {
    return Temporal.PlainDate.from(dayAt(at, at.services.now()));
  }
}

/** The first words of the actions. */
const actionGroups: readonly string[] = [
  ...new Set(auditActions.map((it) => it.split('.')[0] ?? it)),
].toSorted();

const columnsOf = (at: At): readonly ListColumn<Entry>[] => [
  { name: 'nomor', head: at.text('desk.log.number'), text: (it) => String(it.id), as: 'figure' },
  {
    name: 'kapan',
    head: at.text('desk.log.when'),
    text: (it) => it.at.toISOString(),
    cell: (it) => at.say(line('desk.moment', { at: { stamp: it.at.toISOString() } })),
  },
  { name: 'apa', head: at.text('desk.log.what'), text: (it) => at.say(it.sentence) },
];
