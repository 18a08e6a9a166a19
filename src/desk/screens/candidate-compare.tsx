import { line } from '../../i18n.ts';
import { programmeName } from '../../reports/application-lines.ts';
import type { CandidateFacts } from '../../services/partnership/candidates/candidate-facts.ts';
import { candidatesBeside, type Candidate } from '../../services/partnership/candidates/candidates.ts';
import { Beside } from '../beside.tsx';
import { disclosedFacts, withoutPhone } from '../disclosed.ts';
import { screen } from '../screen.ts';

/** So many others have a button. */
const OTHERS = 20;

interface Compared {
  readonly facts: readonly CandidateFacts[];
  readonly others: readonly Candidate[];
}

const addressOf = (ids: readonly number[]): string =>
  `/calon/banding?${ids.map((id) => `calon=${id}`).join('&')}`;

/** Up to four candidates of one programme beside each other. */
export const candidateCompare = screen<Compared>({
  path: '/calon/banding',
  duty: 'candidates',
  async load(at) {
    const { services, member, url } = at;
    const ids = url.searchParams.getAll('calon').filter((it) => /^\d{1,9}$/.test(it));
    if (ids.length === 0) return { facts: [], others: [] };
    const wanted = await candidatesBeside(services, member, ids.map(Number));
    if (wanted === undefined) return undefined;
    return { facts: await disclosedFacts(at, 'compare', wanted.beside, withoutPhone), others: wanted.others };
  },
  view: ({ facts, others }, at) => {
    const ids = facts.map(({ candidate }) => candidate.application.id);
    const [first] = facts;
    return {
      title: line('desk.candidate.title', { count: { count: facts.length } }),
      body: (
        <>
          <p>
            <a href="/calon">{at.text('candidate.back.list')}</a>
          </p>
          {first === undefined ? (
            <p>{at.text('desk.candidate.choose')}</p>
          ) : (
            <>
              <p>{at.say(programmeName(first.candidate.programme))}</p>
              <Beside at={at} facts={facts} />
              <div class="acts">
                {facts.map(({ candidate: { application } }) => (
                  <a class="button" href={`/calon/${application.id}`}>
                    {at.say(line('desk.candidate.decide', { number: application.number }))}
                  </a>
                ))}
              </div>
              {others.length === 0 ? undefined : (
                <>
                  <p>{at.text('candidate.compare.more')}</p>
                  <div class="acts">
                    {others.slice(0, OTHERS).map(({ application }) => (
                      <a class="button" href={addressOf([...ids, application.id])}>
                        {at.say(line('candidate.compare.add', { number: application.number }))}
                      </a>
                    ))}
                  </div>
                </>
              )}
            </>
          )}
        </>
      ),
    };
  },
});
