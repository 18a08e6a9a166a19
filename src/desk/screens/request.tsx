import { filled } from '../../domain/cases/ready-answer.ts';
import { formatPhone, maskIdentityNumbers, maskPhone } from '../../domain/people/identity.ts';
import { shortName } from '../../domain/people/name.ts';
import { may } from '../../domain/office/roles.ts';
import { line, named } from '../../i18n.ts';
import { answerOwner, resolveCase } from '../../services/cases/case-answers.ts';
import {
  caseFor,
  colleagues,
  noteCaseRead,
  type CaseEvent,
  type OpenCase,
} from '../../services/cases/case-desk.ts';
import {
  claimCase,
  handOver,
  heldUntil,
  noteCase,
  type StepResult,
} from '../../services/cases/case-steps.ts';
import { resolvedByHand } from '../../services/cases/cases.ts';
import { readyAnswers, type ReadyAnswer } from '../../services/cases/ready-answers.ts';
import { codecs } from '../../services/core/codecs.ts';
import type { Transaction } from '../../services/core/services.ts';
import type { MemberRow } from '../../services/office/members.ts';
import { notePhoneRead } from '../../services/people/phone-looks.ts';
import { Act } from '../page.tsx';
import { elsewhere, idIn, placeName, screen, type At, type Said } from '../screen.ts';

/** Fits into one message of Telegram. */
const MOST_LETTERS = 3_500;

interface Request {
  readonly it: OpenCase;
  readonly ready: readonly ReadyAnswer[];
  readonly others: readonly MemberRow[];
  /** In full only where it was asked for. */
  readonly phone: string | undefined;
}

type Step = (inside: Transaction, member: MemberRow, id: number, words: string) => Promise<StepResult>;

/** What is done with a request, as in the chat, and what is said then. */
const steps: Readonly<Record<string, { readonly step: Step; readonly say: Said; readonly words?: true }>> = {
  claim: { step: (inside, member, id) => claimCase(inside, member, id, 'claim'), say: 'taken' },
  over: { step: (inside, member, id) => claimCase(inside, member, id, 'over'), say: 'taken' },
  release: { step: (inside, member, id) => claimCase(inside, member, id, 'release'), say: 'given' },
  answer: {
    step: (inside, member, id, text) => answerOwner(inside, member, id, { text }),
    say: 'answered',
    words: true,
  },
  note: {
    step: (inside, member, id, text) => noteCase(inside, member, id, { text }),
    say: 'noted',
    words: true,
  },
  give: { step: handOver, say: 'given', words: true },
  resolve: {
    async step(inside, member, id) {
      const it = await caseFor(inside, member, id);
      return it === undefined || !resolvedByHand(it.kind)
        ? { kind: 'no' }
        : resolveCase(inside, member, id, { outcome: 'answered', text: undefined });
    },
    say: 'resolved',
  },
};

/** One request: what was said, whose it is, and what can be done. */
export const request = screen<Request>({
  path: '/permintaan/:id',
  duty: 'cases',
  async load(at) {
    const { services, member, url } = at;
    const id = idIn(at);
    // Noted before it is read: what cannot be logged is not shown.
    if (id === undefined || !(await at.note((inside) => noteCaseRead(inside, member, id)))) return undefined;
    const it = await caseFor(services, member, id);
    if (it === undefined) return undefined;
    const { personId, who } = it;
    const asksPhone = url.searchParams.has('hp') && personId !== undefined && who.phone !== undefined;
    if (asksPhone) await at.note((inside) => notePhoneRead(inside, member, { personId }, 'case'));
    return {
      it,
      ready: (await readyAnswers(services)).map((answer) => ({
        ...answer,
        text: filled(answer.text, titles(at, it)),
      })),
      others: await colleagues(services, member, it),
      phone: who.phone === undefined ? undefined : (asksPhone ? formatPhone : maskPhone)(who.phone),
    };
  },
  async act(at, sent) {
    const id = idIn(at);
    const wanted = Object.hasOwn(steps, sent.act) ? steps[sent.act] : undefined;
    if (id === undefined || wanted === undefined) return undefined;
    const words = maskIdentityNumbers((sent.field('words') ?? '').trim()).masked;
    if (wanted.words === true && (words === '' || words.length > MOST_LETTERS)) return { say: 'empty' };
    if ((await caseFor(at.services, at.member, id)) === undefined) return undefined;
    const kind = await sent.once(sent.act, codecs.word(['done', 'no']), async (inside) => {
      const done = await wanted.step(inside, at.member, id, words);
      return done.kind;
    });
    if (kind === 'no') return { say: 'late' };
    const it = sent.act === 'answer' ? await caseFor(at.services, at.member, id) : undefined;
    const waits = it !== undefined && (await heldUntil(at.services, it)) !== undefined;
    return { say: waits ? 'held' : wanted.say, to: backTo(at, waits ? 'held' : wanted.say, sent.act) };
  },
  view: ({ it, ready, others, phone }, at) => {
    const chosen = ready.find(({ id }) => String(id) === at.url.searchParams.get('siap'));
    const isMine = it.assignee === at.member.number;
    const closed = it.status === 'closed';
    const canAnswer = !closed && it.accountId !== undefined;
    const claim = isMine ? 'release' : it.assignee === undefined ? 'claim' : 'over';
    return {
      title: line('desk.request.title', { kind: { line: line(`case.kind.${it.kind}`) }, number: it.number }),
      body: (
        <>
          <p>
            <a href={listOf(at)}>{at.text('desk.request.back')}</a>
          </p>
          <div class="two">
            <section>
              <h2>{at.text('desk.request.thread')}</h2>
              <ul class="thread">
                {it.text === undefined ? undefined : <li class="theirs">{it.text}</li>}
                {it.events.map((event) => (
                  <li class={event.by === undefined ? 'theirs' : undefined}>{eventWords(at, event)}</li>
                ))}
              </ul>
              {canAnswer || closed ? undefined : <p>{at.text('desk.request.noChat')}</p>}
              {!canAnswer ? undefined : (
                <Act act="answer">
                  <label for="jawab">{at.text('desk.request.answer')}</label>
                  <textarea id="jawab" name="words" maxlength={MOST_LETTERS} required data-key="a">
                    {chosen?.text ?? ''}
                  </textarea>
                  <button class="main">{at.text('desk.request.send')}</button>
                </Act>
              )}
              {!canAnswer || ready.length === 0 ? undefined : (
                <details>
                  <summary data-key="r">{at.text('desk.request.ready')}</summary>
                  <ul>
                    {ready.map(({ id, title }) => (
                      <li>
                        <a href={`${elsewhere(at, { siap: String(id) })}#jawab`}>{title}</a>
                      </li>
                    ))}
                  </ul>
                </details>
              )}
              <details>
                <summary>{at.text('desk.request.note')}</summary>
                <Act act="note">
                  <label for="catatan">{at.text('desk.request.noteFor')}</label>
                  <textarea id="catatan" name="words" maxlength={MOST_LETTERS} required></textarea>
                  <button>{at.text('desk.request.keep')}</button>
                </Act>
              </details>
            </section>
            <section class="card" aria-label={at.text('desk.request.card')}>
              <h2>{it.who.name ?? at.text('case.one.stranger')}</h2>
              <dl>
                <dt>{at.text('desk.business')}</dt>
                <dd>
                  {it.who.business !== undefined && it.businessId !== undefined && may(at.member, 'sales') ? (
                    <a href={`/usaha/${it.businessId}`}>{it.who.business}</a>
                  ) : (
                    (it.who.business ?? '–')
                  )}
                </dd>
                <dt>{at.text('desk.phone')}</dt>
                <dd>
                  {phone ?? '–'}{' '}
                  {phone?.includes('•') === true ? (
                    <a href={elsewhere(at, { hp: '1' })}>{at.text('desk.phone.show')}</a>
                  ) : undefined}
                </dd>
                <dt>{at.text('desk.place')}</dt>
                <dd>{placeName(at, it.kecamatan)}</dd>
                <dt>{at.text('desk.requests.due')}</dt>
                <dd>{at.say(line('desk.moment', { at: { date: it.dueOn } }))}</dd>
                <dt>{at.text('desk.requests.taken')}</dt>
                <dd>{it.assigneeName ?? '–'}</dd>
              </dl>
              {closed ? (
                <p>{at.text('case.one.status.closed')}</p>
              ) : (
                <div class="acts">
                  <Act act={claim}>
                    <button data-key="c">{at.text(`desk.request.${claim}`)}</button>
                  </Act>
                  {it.status === 'open' && resolvedByHand(it.kind) ? (
                    <Act act="resolve">
                      <button>{at.text('desk.request.resolve')}</button>
                    </Act>
                  ) : undefined}
                  {others.length === 0 ? undefined : (
                    <Act act="give">
                      <label for="kepada">{at.text('desk.request.to')}</label>
                      <select id="kepada" name="words">
                        {others.map((other) => (
                          <option value={other.number}>{other.name}</option>
                        ))}
                      </select>
                      <button>{at.text('desk.request.give')}</button>
                    </Act>
                  )}
                </div>
              )}
            </section>
          </div>
          {canAnswer ? <p class="keys">{at.text('desk.request.keys')}</p> : undefined}
        </>
      ),
    };
  },
});

/** Where the words of a ready answer have been sent, the page begins empty again. */
const backTo = (at: At, kata: Said, act: string): string =>
  act === 'give' ? `/permintaan?kata=${kata}` : elsewhere(at, { siap: undefined, hp: undefined, kata });

function listOf(at: At): string {
  const query = elsewhere(at, { siap: undefined, hp: undefined }).split('?')[1];
  return query === undefined ? '/permintaan' : `/permintaan?${query}`;
}

/** How the owner is addressed in a ready answer. */
export function titles(
  at: Pick<At, 'say'>,
  { who: { name, salutation } }: OpenCase,
): { readonly sapaan: string; readonly nama: string } {
  const short = { name: name === undefined ? '' : shortName(name) };
  const sapaan = at
    .say(
      name === undefined || salutation === undefined
        ? line('case.answer.you', short)
        : line(`helper.owner.${salutation}`, short),
    )
    .trim();
  return { sapaan, nama: name ?? sapaan };
}

function eventWords(at: At, it: CaseEvent): string {
  const text =
    it.text === undefined ? (it.file === undefined ? named('–') : line('case.event.file')) : named(it.text);
  return at.say(
    line(`case.event.${it.kind}`, {
      at: { moment: it.at.toISOString() },
      by: it.by === undefined ? { line: line('case.event.by.bot') } : it.by,
      text: { line: text },
    }),
  );
}
