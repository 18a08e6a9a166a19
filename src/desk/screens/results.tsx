import type { Child } from 'hono/jsx';
import { may } from '../../domain/office/roles.ts';
import { line, type Line } from '../../i18n.ts';
import { dashboard, type Dashboard } from '../../reports/dashboard.ts';
import { dashboardTables, dashboardWords, findings } from '../../reports/dashboard-tables.ts';
import { dashboardPage } from '../../reports/pictures/dashboard-page.ts';
import { svgOf } from '../../reports/pictures/svg.ts';
import { meaningLines, resultLines, scopeName } from '../../reports/result-lines.ts';
import { resultBasisRequest, resultNoteRequest } from '../../reports/requests.ts';
import { mayExport } from '../../reports/rights.ts';
import { maySeeScope } from '../../reports/result-scopes.ts';
import { shownAreas } from '../../reports/result-shown.ts';
import { audit } from '../../services/core/audit.ts';
import { newestResults } from '../../services/partnership/results/results.ts';
import { Lines } from '../lines.tsx';
import { orderFile } from '../order.ts';
import { Act } from '../page.tsx';
import { placeName, screen, type At } from '../screen.ts';
import { Scopes } from '../scopes.tsx';
import { Table } from '../table.tsx';
import { TileMap, type TileFigure } from '../tile-map.tsx';

type ShownArea = ReturnType<typeof shownAreas>[number];

interface Results {
  readonly scopes: readonly string[];
  readonly scope: string | undefined;
  readonly lines: readonly Line[];
  /** Whether the member may have the rows behind them. */
  readonly mayTrace: boolean;
  /** Empty for the results of one kecamatan, which are no map. */
  readonly areas: readonly ShownArea[];
  readonly sales: Dashboard;
}

/** *Hasil*: the three results of the partnerships on one page, on a map, and the dashboard of sales. */
export const results = screen<Results>({
  path: '/hasil',
  duty: 'dashboard',
  nav: 'desk.results.title',
  async load(at) {
    const { services, member } = at;
    const found = await chosen(at);
    if (found === undefined) return undefined;
    const { all, scopes, scope, stored } = found;
    await at.note(async (inside) => {
      const { number: actor, kecamatan } = member;
      if (scope !== undefined && stored !== undefined)
        await audit(inside, {
          actor,
          action: 'results.read',
          details: { scope, month: stored.figures.month },
        });
      await audit(inside, { actor, action: 'dashboard.read', details: { kecamatan } });
    });
    const isMapped = scope !== undefined && !scope.startsWith('kecamatan:');
    return {
      scopes,
      scope,
      lines:
        scope === undefined || stored === undefined
          ? [line('result.none')]
          : resultLines(services, stored, scopeName(services, scope)),
      mayTrace:
        scope !== undefined &&
        stored !== undefined &&
        mayExport(member, resultBasisRequest(scope, stored, all)),
      areas: isMapped && stored !== undefined ? shownAreas(services, stored, scope, all) : [],
      sales: await dashboard(services, member.kecamatan),
    };
  },
  async act(at, sent) {
    const { scope, stored, all } = (await chosen(at)) ?? {};
    const requestOf =
      sent.act === 'file' ? resultNoteRequest : sent.act === 'rows' ? resultBasisRequest : undefined;
    if (requestOf === undefined || scope === undefined || stored === undefined || all === undefined)
      return undefined;
    return { say: await orderFile(at, sent, () => Promise.resolve(requestOf(scope, stored, all))) };
  },
  view: ({ scopes, scope, lines, mayTrace, areas, sales }, at) => ({
    title: line('desk.results.title'),
    body: (
      <>
        <Scopes at={at} scopes={scopes} chosen={scope} />
        <div class={areas.length === 0 ? undefined : 'two'}>
          <section>
            <Lines at={at} lines={lines} />
            <details>
              <summary>{at.text('result.button.meaning')}</summary>
              <Lines at={at} lines={meaningLines} />
            </details>
            {scope === undefined || !may(at.member, 'export') ? undefined : (
              <Act act="file">
                <button>{at.text('paper.results.button')}</button>
              </Act>
            )}
            {mayTrace ? (
              <Act act="rows">
                <button>{at.text('result.button.rows')}</button>
              </Act>
            ) : undefined}
          </section>
          {areas.length === 0 ? undefined : <Places at={at} areas={areas} scope={scope} />}
        </div>
        <Sales at={at} sales={sales} />
      </>
    ),
  }),
});

/** The results of the scope in the address; left out: of everything that the member may see. */
async function chosen({ services, member, url }: At) {
  const all = await newestResults(services);
  const scopes = [...all.keys()].filter((it) => maySeeScope(member, it));
  const asked = url.searchParams.get('lingkup') ?? (scopes.includes('all') ? 'all' : scopes[0]);
  const scope = scopes.find((it) => it === asked);
  if (asked !== undefined && scope === undefined) return undefined;
  return { all, scopes, scope, stored: scope === undefined ? undefined : all.get(scope) };
}

interface PlacesProps {
  readonly at: At;
  readonly areas: readonly ShownArea[];
  readonly scope: string | undefined;
}

/** Partners by kecamatan as a map, and beside it the same as a table. Counts under five are not said. */
function Places({ at, areas, scope }: PlacesProps): Child {
  const { kecamatan, islands } = at.services.office.areas;
  const count = (it: ShownArea): string =>
    it.partnersPerThousand === undefined
      ? at.text('desk.results.few')
      : at.say(line('desk.count', { count: { count: it.partners } }));
  const figures = new Map(
    areas.map((it): readonly [string, TileFigure] => [
      it.kecamatan,
      { said: count(it), shade: it.partnersPerThousand },
    ]),
  );
  return (
    <section aria-label={at.text('desk.results.map')}>
      <h2>{at.text('desk.results.map')}</h2>
      <TileMap
        label={at.text('desk.results.mapLabel')}
        kecamatan={kecamatan}
        islands={islands}
        figures={figures}
      />
      <p class="soft">{at.text('desk.results.shade')}</p>
      <Table
        caption={at.text('desk.results.map')}
        rows={areas}
        columns={[
          { head: at.text('desk.place'), cell: (it) => placeName(at, it.kecamatan) },
          { head: at.text('desk.results.partners'), cell: count, as: 'figure' },
          {
            head: at.text('desk.results.perThousand'),
            as: 'figure',
            cell: (it) =>
              it.partnersPerThousand === undefined
                ? '–'
                : at.say(line('paper.figure', { count: { count: it.partnersPerThousand } })),
          },
          {
            head: at.text('desk.results.bought'),
            as: 'figure',
            cell: ({ boughtPerThousand }) =>
              boughtPerThousand === undefined
                ? '–'
                : at.say(line('desk.moment', { at: { rupiah: boughtPerThousand } })),
          },
        ]}
      />
      <p class="soft">{at.text(scope === 'all' ? 'result.areas.note' : 'result.areas.note.scope')}</p>
    </section>
  );
}

/** The dashboard: its picture, and the same tables to read. */
function Sales({ at, sales }: { at: At; sales: Dashboard }): Child {
  const { services, member } = at;
  const say = (it: Line): string => at.say(it);
  const words = dashboardWords(services, say, sales, member.kecamatan);
  const picture = Buffer.from(svgOf(dashboardPage(words))).toString('base64');
  return (
    <>
      <h2>{words.title}</h2>
      <Lines at={at} lines={findings(services, sales, member.kecamatan)} />
      <details>
        <summary>{at.text('desk.results.picture')}</summary>
        <img class="picture" alt={words.title} src={`data:image/svg+xml;base64,${picture}`} />
      </details>
      {dashboardTables(services, say, sales).map(({ title, note, rows, footers }) => (
        <details>
          <summary>{title}</summary>
          <p class="soft">{note}</p>
          <Table
            caption={title}
            rows={rows}
            columns={[
              { head: at.text('desk.results.what'), cell: (row) => row.label },
              { head: at.text('desk.results.figure'), cell: (row) => row.figure, as: 'figure' },
            ]}
          />
          {footers.map((text) => (
            <p class="soft">{text}</p>
          ))}
        </details>
      ))}
    </>
  );
}
