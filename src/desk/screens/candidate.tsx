import { contracting, needsOf, partnerSteps, statuses } from '../../domain/partnership/application.ts';
import { isVendorNumber } from '../../domain/partnership/candidate.ts';
import { hasOwnWords } from '../../domain/partnership/decision.ts';
import { line, type Line } from '../../i18n.ts';
import { programmeName, stateName, vendorLines } from '../../reports/application-lines.ts';
import { approvedWords, sentencesOf } from '../../reports/approved-words.ts';
import { documentLine } from '../../reports/document-lines.ts';
import { detailLines } from '../../reports/step-lines.ts';
import { codecs } from '../../services/core/codecs.ts';
import { groupOfApplication } from '../../services/partnership/applications/application-group.ts';
import {
  companySteps,
  courseOf,
  type CompanyStep,
} from '../../services/partnership/applications/application-progress.ts';
import type { Application } from '../../services/partnership/applications/applications.ts';
import {
  documentsOf,
  isForCompany,
  type Document,
} from '../../services/partnership/applications/documents.ts';
import type { CandidateFacts } from '../../services/partnership/candidates/candidate-facts.ts';
import { candidateOf, candidatesOf, isMate } from '../../services/partnership/candidates/candidates.ts';
import { setVendorNumber } from '../../services/partnership/candidates/vendor-numbers.ts';
import {
  decide,
  decidedAbout,
  signDecision,
  waitingDecision,
  type Decided,
} from '../../services/partnership/steps/decisions.ts';
import { Beside } from '../beside.tsx';
import { disclosedFacts, withoutPhone } from '../disclosed.ts';
import { Lines } from '../lines.tsx';
import { Act } from '../page.tsx';
import { elsewhere, idIn, type Acted, type At, type Said, type Screen, type Shown } from '../screen.ts';
import { actOnStep, stepPage, type StepOn } from '../step-form.tsx';

interface OneCandidate {
  readonly facts: CandidateFacts;
  /** A number may be seen, and was not asked for. */
  readonly hidesPhone: boolean;
  readonly steps: readonly CompanyStep[];
  /** What waits to be signed, or to be read by the office. */
  readonly waiting:
    | { readonly id: number; readonly state: 'sign' | 'words'; readonly lines: readonly Line[] }
    | undefined;
  readonly papers: readonly Document[];
  /** Of a group: what is said about it, and the candidate with whom it is decided about. */
  readonly group: { readonly notes: readonly Line[]; readonly with: Application } | undefined;
}

/** One candidate as its company may see it, and what the company can decide. */
export const candidate: Screen = {
  path: '/calon/:id',
  duty: 'candidates',
  async show(at) {
    const { services, member, url } = at;
    const id = idIn(at);
    const wanted = id === undefined ? undefined : await candidateOf(services, member, id);
    if (wanted === undefined) return undefined;
    const { application } = wanted;
    const group = await groupAround(at, application);
    const decides = group === undefined || group.with.id === application.id;
    const steps = decides ? await companySteps(services, application) : [];
    const step = steps.find(({ to }) => to === url.searchParams.get('langkah'));
    // Nothing of the applicant stands on the page of a step, so it is no disclosure.
    if (step !== undefined) return stepPage(at, stepOn(at, application, step));
    const some = url.searchParams.has('hp') ? undefined : withoutPhone;
    const [facts] = await disclosedFacts(at, 'page', [wanted], some);
    if (facts === undefined) return undefined;
    const waiting = decides ? await waitingDecision(services, application) : undefined;
    return onePage(at, {
      facts,
      hidesPhone: some !== undefined && wanted.fields.includes('phone'),
      steps,
      waiting:
        waiting === undefined
          ? undefined
          : {
              id: waiting.id,
              state: waiting.state,
              lines: [
                line(`candidate.waiting.${waiting.state}`, { next: { line: stateName(waiting.to) } }),
                ...detailLines(waiting.details),
              ],
            },
      papers: (await documentsOf(services, application.id)).filter(isForCompany),
      group,
    });
  },
  async act(at, sent) {
    const { services, member, url } = at;
    const id = idIn(at);
    const application = id === undefined ? undefined : (await candidateOf(services, member, id))?.application;
    if (id === undefined || application === undefined) return undefined;
    switch (sent.act) {
      case 'read':
      case 'step': {
        const from = statuses.find((one) => one === sent.field('from'));
        const to = partnerSteps.find((one) => one === url.searchParams.get('langkah'));
        if (from === undefined || to === undefined) return undefined;
        const needs = needsOf(courseOf(services, application), from, to, 'partner');
        const on = stepOn(at, { ...application, status: from }, { to, needs });
        return actOnStep(
          at,
          sent,
          on,
          async (inside, details) => {
            const ownWords = hasOwnWords(details, on.approved === undefined ? [] : sentencesOf(on.approved));
            return saidOf(await decide(inside, member, { id, from, to, details, ownWords }));
          },
          // Whom the company does not take it sees no more.
          (say) =>
            to === 'refused' ? `/calon?kata=${say}` : elsewhere(at, { langkah: undefined, kata: say }),
        );
      }
      case 'sign-yes':
      case 'sign-no': {
        const about = Number(sent.field('about') ?? 0);
        if ((await decidedAbout(services, about)) !== id) return undefined;
        const agrees = sent.act === 'sign-yes';
        const say = await sent.once('sign', codecs.word(signSaid), async (inside) => {
          const done = await signDecision(inside, member, about, agrees);
          return !agrees && done.kind === 'late' ? 'dropped' : saidOf(done);
        });
        return back(at, say);
      }
      case 'vendor': {
        const text = (sent.field('words') ?? '').trim();
        if (!isVendorNumber(text)) return back(at, 'vendorHint');
        const done = await sent.once('vendor', codecs.boolean, (inside) =>
          setVendorNumber(inside, member, id, text),
        );
        return back(at, done ? 'vendor' : 'late');
      }
      default:
        return undefined;
    }
  },
};

/** A group is decided about with its head, where the company sees it; whoever follows the others, alone. */
async function groupAround(
  { services, member }: At,
  application: Application,
): Promise<OneCandidate['group']> {
  const of = await groupOfApplication(services, application);
  if (of === undefined) return undefined;
  if (of.lead.status !== application.status)
    return { notes: [line('candidate.group.late')], with: application };
  const { programmeId } = application;
  const mates = (await candidatesOf(services, member, { programmeId })).filter((it) =>
    isMate(it, application),
  );
  const lead = mates.find((it) => it.application.id === of.lead.id) ?? mates[0];
  const subject = lead?.application ?? application;
  return {
    notes: [line(subject.id === application.id ? 'candidate.group.together' : 'candidate.group.note')],
    with: subject,
  };
}

function stepOn(at: At, { number, status }: Application, { to, needs }: CompanyStep): StepOn {
  return {
    number,
    from: status,
    to,
    needs,
    approved: approvedWords((said) => at.forOwners(said)),
    note: [],
    label: `candidate.do.${to}`,
  };
}

const signSaid = [
  'told',
  'call',
  'signs',
  'words',
  'another',
  'late',
  'incomplete',
  'barred',
  'dropped',
] as const satisfies readonly Said[];

/** What is said above the page after a step of a company. */
function saidOf(done: Decided): (typeof signSaid)[number] {
  switch (done.kind) {
    case 'done':
      return done.told ? 'told' : 'call';
    case 'waits':
      return done.for === 'sign' ? 'signs' : 'words';
    case 'same':
      return 'another';
    case 'unknown':
      return 'late';
    case 'late':
    case 'incomplete':
    case 'barred':
      return done.kind;
    case 'size':
      return 'late';
  }
}

const back = (at: At, kata: Said): Acted => ({
  say: kata,
  to: elsewhere(at, { langkah: undefined, hp: undefined, kata }),
});

function onePage(at: At, { facts, hidesPhone, steps, waiting, papers, group }: OneCandidate): Shown {
  const { application, programme } = facts.candidate;
  const { id, number } = application;
  return {
    title: line('desk.candidate.one', { number, business: facts.business.name ?? '–' }),
    body: (
      <>
        <p>
          <a href="/calon">{at.text('candidate.back.list')}</a>
        </p>
        <p>{at.say(programmeName(programme))}</p>
        <Lines at={at} lines={[...(group?.notes ?? []), ...vendorLines(application)]} />
        {group === undefined || group.with.id === id ? undefined : (
          <p>
            <a href={`/calon/${group.with.id}`}>
              {at.say(line('desk.candidate.decide', { number: group.with.number }))}
            </a>
          </p>
        )}
        {waiting === undefined ? undefined : (
          <section class="card">
            <Lines at={at} lines={waiting.lines} />
            {waiting.state === 'sign' && at.member.partner?.signs === true ? (
              <div class="acts">
                {(['yes', 'no'] as const).map((answer) => (
                  <Act act={`sign-${answer}`}>
                    <input type="hidden" name="about" value={String(waiting.id)} />
                    <button>{at.text(`candidate.sign.${answer}`)}</button>
                  </Act>
                ))}
              </div>
            ) : undefined}
          </section>
        )}
        <Beside at={at} facts={[facts]} />
        {hidesPhone ? (
          <p>
            <a href={elsewhere(at, { hp: '1' })}>{at.text('desk.phone.showNumber')}</a>
          </p>
        ) : undefined}
        <div class="acts">
          {steps.map(({ to }) => (
            <a class="button" href={elsewhere(at, { langkah: to })}>
              {at.text(`candidate.do.${to}`)}
            </a>
          ))}
          <a class="button" href={`/calon/banding?calon=${id}`}>
            {at.text('candidate.compare')}
          </a>
        </div>
        {contracting.includes(application.status) ? (
          <Act act="vendor">
            <label for="vendor">{at.text('candidate.vendor.label')}</label>
            <input id="vendor" name="words" maxlength={20} required />{' '}
            <button>{at.text('candidate.vendor.write')}</button>
          </Act>
        ) : undefined}
        <h2>{at.text('candidate.papers')}</h2>
        {papers.length === 0 ? (
          <p>{at.say(line('candidate.papers.none', { number }))}</p>
        ) : (
          <ul>
            {papers.map((paper) => (
              <li>
                <a href={`/calon/${id}/berkas/${paper.id}`}>
                  {at.say(documentLine(paper)).replace('• ', '')}
                </a>
              </li>
            ))}
          </ul>
        )}
      </>
    ),
  };
}
