import { line, type Line } from '../../i18n.ts';
import { programmeName, stateName } from '../../reports/application-lines.ts';
import { opinionLines } from '../../reports/evaluation-lines.ts';
import { candidateFileRequest } from '../../reports/requests.ts';
import { groupOfApplication } from '../../services/partnership/applications/application-group.ts';
import type { CandidateFacts } from '../../services/partnership/candidates/candidate-facts.ts';
import {
  candidatesOf,
  groupsAsOne,
  isMate,
  ownProgrammes,
  type OwnProgramme,
} from '../../services/partnership/candidates/candidates.ts';
import { disclose } from '../../services/partnership/candidates/disclosures.ts';
import { ownerOpinions } from '../../services/partnership/evaluations/owner-opinions.ts';
import { disclosedFacts } from '../disclosed.ts';
import { Choice } from '../filter.tsx';
import { Lines } from '../lines.tsx';
import { orderFile } from '../order.ts';
import { Act } from '../page.tsx';
import { screen, type At } from '../screen.ts';
import { spanAt, Table, Turn } from '../table.tsx';

/** Every row is a disclosure of its own: no more than somebody reads. */
const A_PAGE = 20;

/** A candidate, or a group that stands as one. */
interface Row {
  readonly facts: CandidateFacts;
  readonly group: { readonly name: string; readonly count: number } | undefined;
}

interface Room {
  /** Undefined while no accord is in force. */
  readonly programmes: readonly OwnProgramme[] | undefined;
  readonly own: OwnProgramme | undefined;
  readonly count: number;
  readonly page: number;
  readonly pages: number;
  readonly rows: readonly Row[];
  readonly opinions: readonly Line[];
}

/** *Calon mitra*: the room of a company, with the applicants to its own programmes who agreed to it, and nobody else. */
export const candidates = screen<Room>({
  path: '/calon',
  duty: 'candidates',
  nav: 'candidate.menu',
  async load(at) {
    const { services, member } = at;
    const { programmes, own } = await chosen(at);
    const all =
      own === undefined ? [] : await candidatesOf(services, member, { programmeId: own.programme.id });
    const entries = groupsAsOne(all);
    const { page, pages, slice } = spanAt(at, entries.length, A_PAGE);
    const some = entries.slice(slice.skip, slice.skip + slice.take);
    const rows: Row[] = [];
    for (const facts of await disclosedFacts(at, 'list', some, ['business-name'])) {
      const { application } = facts.candidate;
      const of = await groupOfApplication(services, application);
      rows.push({
        facts,
        group:
          of === undefined
            ? undefined
            : { name: of.group.name ?? '–', count: all.filter((it) => isMate(it, application)).length },
      });
    }
    const opinions = opinionLines(await ownerOpinions(services, member));
    return { programmes, own, count: entries.length, page, pages, rows, opinions };
  },
  async act(at, sent) {
    const { own } = await chosen(at);
    if (sent.act !== 'file' || own === undefined) return undefined;
    const { services, member } = at;
    const { id: programmeId } = own.programme;
    const wanted = await candidatesOf(services, member, { programmeId });
    if (wanted.length === 0) return undefined;
    return {
      say: await orderFile(at, sent, async (inside) => {
        const shown = await disclose(inside, member, 'file', wanted);
        return shown.length === 0
          ? undefined
          : candidateFileRequest(
              programmeId,
              member.kecamatan,
              shown.map(({ disclosure }) => disclosure),
            );
      }),
    };
  },
  view: ({ programmes, own, count, page, pages, rows, opinions }, at) => ({
    title: line('candidate.menu'),
    body:
      own === undefined ? (
        <p>{at.text(programmes === undefined ? 'candidate.closed' : 'candidate.head.none')}</p>
      ) : (
        <>
          {(programmes ?? []).length < 2 ? undefined : (
            <form method="get" class="filter">
              <Choice
                at={at}
                name="program"
                label={at.text('desk.alliance.programme')}
                options={(programmes ?? []).map(({ id, programme }) => [
                  String(id),
                  at.say(programmeName(programme)),
                ])}
              />
              <button>{at.text('desk.filter.use')}</button>
            </form>
          )}
          <Lines
            at={at}
            lines={[
              line(count === 0 ? 'candidate.list.empty' : 'candidate.list', {
                programme: { line: programmeName(own.programme) },
                ...(count === 0 ? {} : { count: { count } }),
              }),
            ]}
          />
          {count === 0 ? undefined : (
            <form method="get" action="/calon/banding">
              <Table
                caption={at.text('desk.candidate.order')}
                rows={rows}
                columns={[
                  {
                    head: at.text('desk.business'),
                    cell: (it) => <a href={`/calon/${idOf(it)}`}>{nameOf(at, it)}</a>,
                  },
                  {
                    head: at.text('desk.businesses.number'),
                    cell: ({ facts }) => facts.candidate.application.number,
                    as: 'code',
                  },
                  {
                    head: at.text('desk.alliance.state'),
                    cell: ({ facts }) => at.say(stateName(facts.candidate.application.status)),
                  },
                  {
                    head: at.text('candidate.compare'),
                    cell: (it) => (
                      <input
                        type="checkbox"
                        name="calon"
                        value={String(idOf(it))}
                        aria-label={at.say(
                          line('desk.candidate.compareWith', {
                            number: it.facts.candidate.application.number,
                          }),
                        )}
                      />
                    ),
                  },
                ]}
              />
              <p>
                <button class="main">{at.text('desk.candidate.compare')}</button>
              </p>
            </form>
          )}
          <Turn at={at} page={page} pages={pages} />
          {count === 0 ? undefined : (
            <Act act="file">
              <button>{at.text('candidate.file')}</button>
            </Act>
          )}
          <Lines at={at} lines={opinions} />
          <p class="keys">{at.text('desk.requests.keys')}</p>
        </>
      ),
  }),
});

/** The programme in the address, or the first one. */
async function chosen({ services, member, url }: At): Promise<Pick<Room, 'programmes' | 'own'>> {
  const programmes = await ownProgrammes(services, member);
  const asked = url.searchParams.get('program');
  return { programmes, own: programmes?.find(({ id }) => String(id) === asked) ?? programmes?.[0] };
}

const idOf = ({ facts }: Row): number => facts.candidate.application.id;

const nameOf = (at: At, { facts, group }: Row): string =>
  group === undefined
    ? (facts.business.name ?? facts.candidate.application.number)
    : at.say(line('desk.candidate.group', { group: group.name, count: { count: group.count } }));
