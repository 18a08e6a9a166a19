import type { Child } from 'hono/jsx';
import { openTo, stepsOf } from '../../domain/partnership/progress.ts';
import { needsOf, statuses, type Step } from '../../domain/partnership/application.ts';
import { may } from '../../domain/office/roles.ts';
import { formatPhone } from '../../domain/people/identity.ts';
import { line, type Line } from '../../i18n.ts';
import { checkLines, headLines, stepBy, stepNotes, whoLines } from '../../reports/application-file-lines.ts';
import { groupLines, stateName, stepLabel } from '../../reports/application-lines.ts';
import { documentLine } from '../../reports/document-lines.ts';
import { letterLinesOf } from '../../reports/partner-letter-lines.ts';
import { letterWords, partnershipFileRequest } from '../../reports/requests.ts';
import { detailLines } from '../../reports/step-lines.ts';
import {
  applicationFile,
  deskApplication,
  noteApplicationRead,
  noteFileOrdered,
  type ApplicationFile,
} from '../../services/partnership/applications/application-desk.ts';
import {
  groupOfApplication,
  type GroupOf,
} from '../../services/partnership/applications/application-group.ts';
import {
  courseOf,
  programmeOf,
  progressOf,
} from '../../services/partnership/applications/application-progress.ts';
import type { Application } from '../../services/partnership/applications/applications.ts';
import { checkOf } from '../../services/partnership/applications/checks.ts';
import {
  documentById,
  documentsOf,
  markSeen,
  mayOpenDocument,
  removeIdentityPaper,
  type Document,
} from '../../services/partnership/applications/documents.ts';
import { declareRelation } from '../../services/partnership/steps/application-steps.ts';
import { decidedAbout, judgeWords, waitingDecision } from '../../services/partnership/steps/decisions.ts';
import {
  decideLetter,
  deskLetter,
  letterDecisions,
  lettersAbout,
  stepByOffice,
  takeBackLetter,
  type Entered,
  type LetterDecided,
  type WaitingLetter,
} from '../../services/partnership/steps/partner-letters.ts';
import { notePhoneRead } from '../../services/people/phone-looks.ts';
import { codecs } from '../../services/core/codecs.ts';
import { AgreementPart, agreementPart, type AgreementData } from '../agreement-part.tsx';
import { Lines } from '../lines.tsx';
import { orderFile } from '../order.ts';
import { Act } from '../page.tsx';
import {
  elsewhere,
  idIn,
  onward,
  type Acted,
  type At,
  type Said,
  type Screen,
  type Sent,
  type Shown,
} from '../screen.ts';
import { actOnStep, stepPage, type StepOn } from '../step-form.tsx';
import { Table } from '../table.tsx';

interface OneApplication {
  readonly file: ApplicationFile;
  readonly steps: readonly Step[];
  readonly another: 'barred' | 'same' | undefined;
  readonly check: readonly Line[];
  readonly documents: readonly Document[];
  /** Words of a company's own that the owner hears only if the office lets them pass. */
  readonly words: { readonly id: number; readonly lines: readonly Line[] } | undefined;
  readonly letters: readonly { readonly letter: WaitingLetter; readonly lines: readonly Line[] }[];
  readonly of: GroupOf | undefined;
  readonly agreement: AgreementData | undefined;
  readonly phone: string | undefined;
}

/** One application: what it rests on, what was done, and the steps that are open to this member. */
export const application: Screen = {
  path: '/kemitraan/:id',
  duty: 'cases',
  async show(at) {
    const { services, url } = at;
    const id = idIn(at);
    const it = id === undefined ? undefined : await deskApplication(services, at.member, id);
    if (it === undefined) return undefined;
    const to = url.searchParams.get('langkah');
    const wanted = to === null ? undefined : (await openSteps(at, it)).steps.find((step) => step.to === to);
    if (wanted !== undefined) return stepPage(at, stepOn(at, it, wanted));
    const found = await load(at, it);
    return found === undefined ? undefined : onePage(at, found);
  },
  async act(at, sent) {
    const id = idIn(at);
    const it = id === undefined ? undefined : await deskApplication(at.services, at.member, id);
    return it === undefined ? undefined : acted(at, sent, it);
  },
};

async function openSteps({ services, member }: At, it: Application): Promise<ReturnType<typeof openTo>> {
  const progress = await progressOf(services, it);
  return openTo(member.number, progress, stepsOf(progress, courseOf(services, it), 'office'));
}

async function load(at: At, it: Application): Promise<OneApplication | undefined> {
  const { services, member, url } = at;
  // Noted before it is read: what cannot be logged is not shown.
  await at.note((inside) => noteApplicationRead(inside, member, it));
  const file = await applicationFile(services, it);
  if (file === undefined) return undefined;
  const full = url.searchParams.has('hp') && file.owner.phone !== undefined;
  if (full) await at.note((inside) => notePhoneRead(inside, member, { personId: it.personId }, 'app'));
  const decision = await waitingDecision(services, it);
  const letters: { readonly letter: WaitingLetter; readonly lines: readonly Line[] }[] = [];
  for (const change of await lettersAbout(services, it)) {
    const letter = await deskLetter(services, member, change.id);
    if (letter !== undefined) letters.push({ letter, lines: await letterLinesOf(services, letter) });
  }
  return {
    file,
    ...(await openSteps(at, it)),
    check: checkLines(services, await checkOf(services, it)),
    documents: await documentsOf(services, it.id),
    words:
      decision?.state === 'words'
        ? {
            id: decision.id,
            lines: [
              line('application.words.head', { next: { line: stateName(decision.to) } }),
              ...detailLines(decision.details),
            ],
          }
        : undefined,
    letters,
    of: await groupOfApplication(services, it),
    agreement: await agreementPart(at, it),
    phone: full && file.owner.phone !== undefined ? formatPhone(file.owner.phone) : undefined,
  };
}

function stepOn(
  { services }: At,
  it: Application,
  { to, needs, only }: Pick<Step, 'to' | 'needs' | 'only'>,
): StepOn {
  const hands = to === 'forwarded' && it.status !== to;
  const partner = programmeOf(services, it)?.partner.name ?? '–';
  return {
    number: it.number,
    from: it.status,
    to,
    needs,
    approved: undefined,
    note: hands ? [line('application.sure.forwarded', { partner })] : [],
    label: stepLabel({ to, needs, by: ['office'], ...(only === undefined ? {} : { only }) }),
    related: needs.includes('clear') ? 'application.related' : undefined,
  };
}

async function acted(at: At, sent: Sent, it: Application): Promise<Acted | Shown | undefined> {
  const { services, member, url } = at;
  const { id } = it;
  const about = Number(sent.field('about') ?? 0);
  switch (sent.act) {
    case 'read':
    case 'step': {
      // As it stood on the page that was sent: somebody else may have gone on, which the service says.
      const from = statuses.find((one) => one === sent.field('from'));
      const to = statuses.find((one) => one === url.searchParams.get('langkah'));
      if (from === undefined || to === undefined) return undefined;
      const needs = needsOf(courseOf(services, it), from, to, 'office');
      const on = stepOn(at, { ...it, status: from }, { to, needs });
      return actOnStep(at, sent, on, async (inside, details) =>
        saidOf(await stepByOffice(inside, member, { id, from, to, details })),
      );
    }
    case 'related': {
      const known = await sent.once('related', codecs.boolean, (inside) =>
        declareRelation(inside, member, id),
      );
      return back(at, known ? 'related' : 'late');
    }
    case 'words-yes':
    case 'words-no': {
      if ((await decidedAbout(services, about)) !== id) return undefined;
      const passes = sent.act === 'words-yes';
      const say = await sent.once('words', codecs.word(wordsSaid), async (inside) => {
        const done = await judgeWords(inside, member, about, passes);
        return !passes && done.kind === 'late' ? 'returned' : saidOf(done);
      });
      return back(at, say);
    }
    case 'letter-yes':
    case 'letter-no':
    case 'letter-back': {
      if ((await deskLetter(services, member, about))?.application.id !== id) return undefined;
      const done = await sent.once('letter', codecs.word(letterDecisions), (inside) =>
        sent.act === 'letter-back'
          ? takeBackLetter(inside, about, member)
          : decideLetter(inside, about, member, sent.act === 'letter-yes'),
      );
      return back(at, letterSaid[done]);
    }
    case 'file': {
      const letter = (sent.field('words') ?? '').trim();
      if (letter.length < letterWords.least || letter.length > letterWords.most) return back(at, 'noLetter');
      const file = await applicationFile(services, it);
      const within = file?.business.kecamatan === undefined ? [] : [file.business.kecamatan];
      const say = await orderFile(
        at,
        sent,
        () => Promise.resolve(partnershipFileRequest(id, within, letter)),
        (inside) => noteFileOrdered(inside, member, it, letter),
      );
      return back(at, say);
    }
    case 'seen':
    case 'identity': {
      const document = await documentById(services, about);
      // Pressed again it is gone already.
      if (document === undefined) return back(at, 'late');
      if (document.applicationId !== id || !mayOpenDocument(member, document)) return undefined;
      if (sent.act === 'seen') {
        await sent.once('seen', codecs.nothing, (inside) => markSeen(inside, member, it, document));
        return back(at, 'seen');
      }
      await sent.once('identity', codecs.boolean, (inside) =>
        removeIdentityPaper(inside, member, it, document),
      );
      return back(at, 'removed');
    }
    default:
      return undefined;
  }
}

const back = (at: At, kata: Said): Acted => ({
  say: kata,
  to: elsewhere(at, { langkah: undefined, hp: undefined, kata }),
});

/** What is said above the page after a step of the office. */
function saidOf(done: Entered): (typeof wordsSaid)[number] {
  switch (done.kind) {
    case 'done':
      return done.told ? 'told' : 'call';
    case 'waits':
      return done.alone ? 'alone' : 'second';
    case 'same':
      return 'another';
    case 'unknown':
      return 'late';
    case 'late':
    case 'incomplete':
    case 'barred':
    case 'size':
      return done.kind;
  }
}

const wordsSaid = [
  'told',
  'call',
  'alone',
  'second',
  'another',
  'late',
  'incomplete',
  'barred',
  'size',
  'returned',
] as const satisfies readonly Said[];

const letterSaid: Readonly<Record<LetterDecided, Said>> = {
  done: 'letterDone',
  refused: 'letterRefused',
  'taken-back': 'letterBack',
  own: 'letterOwn',
  barred: 'barred',
  gone: 'letterGone',
  late: 'letterLate',
  'not-yours': 'late',
};

function onePage(at: At, found: OneApplication): Shown {
  const { services } = at;
  const { file, steps, another, check, documents, of, agreement } = found;
  const { application: it } = file;
  return {
    title: line('desk.application.title', { number: it.number, business: file.business.name ?? '–' }),
    body: (
      <>
        <p>
          <a href={onward(at, '/kemitraan', { langkah: undefined, hp: undefined })}>
            {at.text('desk.alliance.back')}
          </a>
        </p>
        <div class="two">
          <section>
            <Lines at={at} lines={[...headLines(services, file), ...groupLines(it, of)]} />
            <Words at={at} found={found} />
            <Letters at={at} found={found} />
            {another === undefined ? undefined : (
              <p class="alert">{at.text(`application.${another}.note`)}</p>
            )}
            {steps.length === 0 ? undefined : (
              <div class="acts">
                {steps.map((step) => (
                  <a class="button" href={elsewhere(at, { langkah: step.to, hp: undefined })}>
                    {at.text(stepLabel(step))}
                  </a>
                ))}
              </div>
            )}
            <h2>{at.text('desk.application.history')}</h2>
            <Table
              caption={at.text('desk.application.steps')}
              rows={file.steps}
              columns={[
                {
                  head: at.text('desk.today.when'),
                  cell: (step) => at.say(line('desk.moment', { at: { stamp: step.at.toISOString() } })),
                },
                { head: at.text('desk.alliance.state'), cell: (step) => at.say(stateName(step.status)) },
                { head: at.text('desk.business.by'), cell: (step) => at.say(stepBy(step)) },
                {
                  head: at.text('desk.application.notes'),
                  cell: (step) => (
                    <span class="lines">
                      {stepNotes(step)
                        .map((note) => at.say(note).trim())
                        .join('\n')}
                    </span>
                  ),
                },
              ]}
            />
            <h2>{at.text('application.button.check')}</h2>
            <Lines at={at} lines={check} />
            {agreement === undefined ? undefined : <AgreementPart at={at} data={agreement} />}
          </section>
          <section class="card" aria-label={at.text('desk.owner')}>
            <h2>{at.text('desk.owner')}</h2>
            <Lines at={at} lines={whoLines(services, file, found.phone)} />
            {file.owner.phone === undefined || found.phone !== undefined ? undefined : (
              <p>
                <a href={elsewhere(at, { hp: '1' })}>{at.text('desk.phone.showNumber')}</a>
              </p>
            )}
            <Mates at={at} of={of} own={it.id} />
            <Documents at={at} it={it} documents={documents} />
            {may(at.member, 'export') ? (
              <Act act="file">
                <label for="surat">{at.text('paper.file.letter.label')}</label>
                <input id="surat" name="words" maxlength={letterWords.most} required />{' '}
                <button>{at.text('paper.file.button')}</button>
              </Act>
            ) : undefined}
          </section>
        </div>
      </>
    ),
  };
}

function Words({ at, found: { words } }: { at: At; found: OneApplication }): Child {
  if (words === undefined) return <></>;
  return (
    <section class="card">
      <Lines at={at} lines={words.lines} />
      <div class="acts">
        <Press at={at} act="words-yes" about={words.id} label={at.text('application.words.yes')} />
        <Press at={at} act="words-no" about={words.id} label={at.text('application.words.no')} />
      </div>
    </section>
  );
}

function Letters({ at, found: { letters } }: { at: At; found: OneApplication }): Child {
  return (
    <>
      {letters.map(({ letter: { change }, lines }) => (
        <section class="card">
          <Lines at={at} lines={lines} />
          <div class="acts">
            {change.createdBy === at.member.number ? (
              <Press
                at={at}
                act="letter-back"
                about={change.id}
                label={at.text('change.letter.button.back')}
              />
            ) : (
              <>
                <Press
                  at={at}
                  act="letter-yes"
                  about={change.id}
                  label={at.text('broadcast.button.approve')}
                />
                <Press at={at} act="letter-no" about={change.id} label={at.text('broadcast.button.refuse')} />
              </>
            )}
          </div>
        </section>
      ))}
    </>
  );
}

interface PressProps {
  readonly at: At;
  readonly act: string;
  /** The number of what it is about. */
  readonly about: number;
  readonly label: string;
}

function Press({ act, about, label }: PressProps): Child {
  return (
    <Act act={act}>
      <input type="hidden" name="about" value={String(about)} />
      <button>{label}</button>
    </Act>
  );
}

function Mates({ at, of, own }: { at: At; of: GroupOf | undefined; own: number }): Child {
  if (of === undefined) return <></>;
  const shown = (of.lead.id === own ? of.mates : [of.lead]).filter(({ id }) => id !== own);
  return (
    <ul>
      {shown.map((mate) => (
        <li>
          <a href={`/kemitraan/${mate.id}`}>
            {at.say(
              line('application.group.item', {
                number: mate.number,
                state: { line: stateName(mate.status) },
              }),
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Documents({
  at,
  it,
  documents,
}: {
  at: At;
  it: Application;
  documents: readonly Document[];
}): Child {
  const { number, id } = it;
  return (
    <>
      <h2>{at.text('desk.application.documents')}</h2>
      {documents.length === 0 ? (
        <p>{at.say(line('document.desk.none', { number }))}</p>
      ) : (
        documents.map((document) => (
          <div class="document">
            <p>{at.say(documentLine(document)).replace('• ', '')}</p>
            {mayOpenDocument(at.member, document) ? (
              <div class="acts">
                <a class="button" href={`/kemitraan/${id}/berkas/${document.id}`}>
                  {at.text('desk.application.open')}
                </a>
                {document.seenAt === undefined ? (
                  <Press at={at} act="seen" about={document.id} label={at.text('document.button.seen')} />
                ) : undefined}
                <Press
                  at={at}
                  act="identity"
                  about={document.id}
                  label={at.text('document.button.identity')}
                />
              </div>
            ) : (
              <p class="soft">{at.text('document.desk.papers')}</p>
            )}
          </div>
        ))
      )}
    </>
  );
}
