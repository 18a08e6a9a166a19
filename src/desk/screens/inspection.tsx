import { line, type Line, type TextKey } from '../../i18n.ts';
import { entryLine, namesOf } from '../../reports/audit-lines.ts';
import { inspectionLine, inspectionRow } from '../../reports/inspection-lines.ts';
import { partnershipFileRequest } from '../../reports/requests.ts';
import { meaningLines, resultLines, scopeName } from '../../reports/result-lines.ts';
import { noteFileOrdered } from '../../services/partnership/applications/application-desk.ts';
import {
  inspectedApplication,
  inspectedApplications,
  inspectedEntries,
  inspectedResults,
  inspectedRows,
  noteInspection,
} from '../../services/partnership/results/inspections.ts';
import { Lines } from '../lines.tsx';
import { orderFile } from '../order.ts';
import { Act } from '../page.tsx';
import { Scopes } from '../scopes.tsx';
import { elsewhere, screen, type At } from '../screen.ts';
import { Turn } from '../table.tsx';

const A_PAGE = 50;
const parts = ['hasil', 'dasar', 'pengajuan', 'log'] as const;
type Part = (typeof parts)[number];
const titles: Readonly<Record<Part, TextKey>> = {
  hasil: 'desk.results.title',
  dasar: 'inspection.rows',
  pengajuan: 'inspection.applications',
  log: 'inspection.log',
};

interface Inspected {
  readonly part: Part;
  readonly scopes: readonly string[];
  readonly scope: string | undefined;
  /** Paragraphs of results, or a line for each row of a list. */
  readonly lines: readonly Line[];
  /** Of applications whose file can be ordered, in the order of the lines. */
  readonly about: readonly number[];
  readonly page: number;
  readonly more: boolean;
  /** Up to which entry the log was read at the first look: each look adds one. */
  readonly upTo: number;
}

/** *Pemeriksaan*: what an auditor reads under a letter; each reading is noted before it is shown. */
export const inspection = screen<Inspected>({
  path: '/pemeriksaan',
  duty: 'inspect',
  nav: 'inspection.menu',
  async load(at) {
    const { services, member, url } = at;
    const part = parts.find((it) => it === (url.searchParams.get('lihat') ?? 'hasil'));
    if (part === undefined) return undefined;
    const results = await inspectedResults(services, member);
    const scopes = [...results.keys()];
    const page = numberIn(url, 'hal') || 1;
    const slice = { skip: (page - 1) * A_PAGE, take: A_PAGE + 1 };
    const upTo = numberIn(url, 'dari');
    const known = { part, scopes, page, scope: undefined, upTo, about: [] };
    switch (part) {
      case 'hasil': {
        const scope = scopes.find((it) => it === url.searchParams.get('lingkup')) ?? scopes[0];
        const stored = scope === undefined ? undefined : results.get(scope);
        await at.note((inside) => noteInspection(inside, member, 'results', []));
        const lines =
          scope === undefined || stored === undefined
            ? [line('inspection.none')]
            : [
                ...resultLines(services, stored, scopeName(services, scope)),
                line('common.blank'),
                ...meaningLines,
              ];
        return { ...known, scope, lines, more: false };
      }
      case 'dasar': {
        const [stored] = results.values();
        const found =
          stored === undefined ? [] : await inspectedRows(services, member, stored.figures.month, slice);
        const rows = found.slice(0, A_PAGE);
        const numbers = rows.map(({ number }) => number);
        await at.note((inside) => noteInspection(inside, member, 'rows', numbers));
        return { ...known, lines: rows.map(inspectionRow), more: found.length > A_PAGE };
      }
      case 'pengajuan': {
        const found = await inspectedApplications(services, member, slice);
        const rows = found.slice(0, A_PAGE);
        const numbers = rows.map(({ number }) => number);
        await at.note((inside) => noteInspection(inside, member, 'list', numbers));
        return {
          ...known,
          about: rows.map(({ id }) => id),
          lines: rows.map(({ number, status }) =>
            line('inspection.application', {
              number,
              status: { line: line(`export.application.${status}`) },
            }),
          ),
          more: found.length > A_PAGE,
        };
      }
      case 'log': {
        const found = await inspectedEntries(services, member, { upTo, ...slice });
        await at.note((inside) => noteInspection(inside, member, 'log', []));
        const who = await namesOf(services);
        return {
          ...known,
          upTo: upTo === 0 ? (found[0]?.id ?? 0) : upTo,
          lines: found.slice(0, A_PAGE).map((it) => entryLine({ ...it, at: it.at.toISOString() }, who)),
          more: found.length > A_PAGE,
        };
      }
    }
  },
  async act(at, sent) {
    const { services, member } = at;
    const application = await inspectedApplication(services, member, Number(sent.field('about') ?? 0));
    if (sent.act !== 'file' || application === undefined) return undefined;
    const letter = member.letter ?? '–';
    const say = await orderFile(
      at,
      sent,
      () => Promise.resolve(partnershipFileRequest(application.id, member.kecamatan, letter)),
      (inside) => noteFileOrdered(inside, member, application, letter),
    );
    return { say };
  },
  view: ({ part, scopes, scope, lines, about, page, more, upTo }, at) => ({
    title: line('inspection.menu'),
    body: (
      <>
        <Lines
          at={at}
          lines={[
            line('inspection.head', { letter: at.member.letter ?? '–' }),
            inspectionLine(at.services, at.member.inspection),
          ]}
        />
        <ul class="tiles">
          {parts.map((it) => (
            <li>
              <a
                href={it === 'hasil' ? '/pemeriksaan' : `/pemeriksaan?lihat=${it}`}
                {...(it === part ? { 'aria-current': 'true' } : {})}
              >
                {at.text(titles[it])}
              </a>
            </li>
          ))}
        </ul>
        {part === 'hasil' ? (
          <>
            <Scopes at={at} scopes={scopes} chosen={scope} />
            <Lines at={at} lines={lines} />
          </>
        ) : lines.length === 0 ? (
          <p>{at.text('inspection.none')}</p>
        ) : (
          <>
            {part === 'dasar' ? <p>{at.text('inspection.rows.head')}</p> : undefined}
            {part === 'pengajuan' ? <p>{at.text('desk.inspection.files')}</p> : undefined}
            <ul>
              {lines.map((it, row) => {
                const id = about[row];
                return (
                  <li>
                    {at.say(it)}
                    {id === undefined ? undefined : (
                      <Act act="file">
                        <input type="hidden" name="about" value={String(id)} />
                        <button>{at.text('paper.file.button')}</button>
                      </Act>
                    )}
                  </li>
                );
              })}
            </ul>
          </>
        )}
        <Turn at={turning(at, upTo)} page={page} pages={more ? page + 1 : page} uncounted />
      </>
    ),
  }),
});

/** The pages of a log are those of what stood there at the first look. */
const turning = (at: At, upTo: number): At =>
  upTo === 0 ? at : { ...at, url: new URL(elsewhere(at, { dari: String(upTo) }), at.url) };

const numberIn = (url: URL, name: string): number => {
  const text = url.searchParams.get(name) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
};
