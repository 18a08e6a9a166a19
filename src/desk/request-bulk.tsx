import { randomInt } from 'node:crypto';
import type { Child } from 'hono/jsx';
import { filled } from '../domain/cases/ready-answer.ts';
import { line, type Line } from '../i18n.ts';
import { answerOwner } from '../services/cases/case-answers.ts';
import { caseFor, colleagues, noteCaseRead, type OpenCase } from '../services/cases/case-desk.ts';
import { claimCase, handOver, type StepResult } from '../services/cases/case-steps.ts';
import { readyAnswers, type ReadyAnswer } from '../services/cases/ready-answers.ts';
import { codecs } from '../services/core/codecs.ts';
import type { Transaction } from '../services/core/services.ts';
import { activeMembers, type MemberRow } from '../services/office/members.ts';
import type { Acted, At, Sent, Shown } from './screen.ts';
import { titles } from './screens/request.tsx';
import { Table } from './table.tsx';

/** The form that the ticks of the list belong to. */
export const BULK = 'banyak';
/** As many as a page has. */
const MOST = 50;

/** What is done for one request of those that are ticked; undefined where it cannot be done. */
interface Deed {
  readonly it: OpenCase;
  readonly what: Line | undefined;
  step(inside: Transaction): Promise<StepResult>;
}

/** What can be chosen beside the acts. */
export interface BulkChoices {
  readonly others: readonly MemberRow[];
  readonly ready: readonly ReadyAnswer[];
}

export async function bulkChoices({ services, member }: At): Promise<BulkChoices> {
  const all = await activeMembers(services);
  return {
    others: all.filter(({ number }) => number !== member.number),
    ready: await readyAnswers(services),
  };
}

/** *Untuk semua yang dipilih*: claim, hand over, or answer with a ready text; each is shown before it is done. */
export function BulkForm({ at, choices: { others, ready } }: { at: At; choices: BulkChoices }): Child {
  return (
    <form method="post" id={BULK} class="acts">
      <fieldset>
        <legend>{at.text('desk.bulk.legend')}</legend>
        <input type="hidden" name="once" value={String(randomInt(2 ** 47))} />
        <button name="act" value="claim">
          {at.text('desk.bulk.claim')}
        </button>
        {others.length === 0 ? undefined : (
          <>
            <label>
              {at.text('desk.request.to')}{' '}
              <select name="kepada">
                {others.map(({ number, name }) => (
                  <option value={number}>{name}</option>
                ))}
              </select>
            </label>
            <button name="act" value="give">
              {at.text('desk.bulk.give')}
            </button>
          </>
        )}
        {ready.length === 0 ? undefined : (
          <>
            <label>
              {at.text('desk.bulk.ready')}{' '}
              <select name="siap">
                {ready.map(({ id, title }) => (
                  <option value={String(id)}>{title}</option>
                ))}
              </select>
            </label>
            <button name="act" value="answer">
              {at.text('desk.bulk.answer')}
            </button>
          </>
        )}
      </fieldset>
    </form>
  );
}

/** The requests that are ticked, as far as they are the member's to see; the look stands in the audit log. */
async function tickedCases(at: At, sent: Sent): Promise<readonly OpenCase[]> {
  const ids = new Set(sent.all('pilih').flatMap((text) => (/^\d{1,9}$/.test(text) ? [Number(text)] : [])));
  const found: OpenCase[] = [];
  for (const id of [...ids].toSorted((a, b) => a - b).slice(-MOST)) {
    const isTheirs = await at.note((inside) => noteCaseRead(inside, at.member, id));
    const it = isTheirs ? await caseFor(at.services, at.member, id) : undefined;
    if (it !== undefined) found.push(it);
  }
  return found;
}

async function deedOf(at: At, sent: Sent, act: string, it: OpenCase): Promise<Deed | undefined> {
  const { member, services } = at;
  const isOpen = it.status !== 'closed';
  switch (act) {
    case 'claim':
      return {
        it,
        what: isOpen && it.assignee === undefined ? line('desk.bulk.will.claim') : undefined,
        step: (inside) => claimCase(inside, member, it.id, 'claim'),
      };
    case 'give': {
      const to = (await colleagues(services, member, it)).find(
        ({ number }) => number === sent.field('kepada'),
      );
      const fits = isOpen && to !== undefined && it.assignee !== to.number;
      return {
        it,
        what: fits ? line('desk.bulk.will.give', { name: to.name }) : undefined,
        step: (inside) => handOver(inside, member, it.id, to?.number ?? ''),
      };
    }
    case 'answer': {
      const ready = (await readyAnswers(services)).find(({ id }) => String(id) === sent.field('siap'));
      const text = ready === undefined ? '' : filled(ready.text, titles(at, it));
      const fits = isOpen && text !== '' && it.accountId !== undefined;
      return {
        it,
        what: fits ? line('desk.bulk.will.answer', { text }) : undefined,
        step: (inside) => answerOwner(inside, member, it.id, { text }),
      };
    }
    default:
      return undefined;
  }
}

/** Shows what an act would do and to whom, or does it, once; undefined for what is not there or no such act. */
export async function actOnTicked(at: At, sent: Sent): Promise<Acted | Shown | undefined> {
  const isConfirmed = sent.act.endsWith('Yes');
  const act = isConfirmed ? sent.act.replace(/Yes$/, '') : sent.act;
  if (!['claim', 'give', 'answer'].includes(act)) return undefined;
  if (sent.all('pilih').length === 0) return { say: 'unticked' };
  const cases = await tickedCases(at, sent);
  if (cases.length === 0) return undefined;
  const deeds: Deed[] = [];
  for (const it of cases) {
    const deed = await deedOf(at, sent, act, it);
    if (deed !== undefined) deeds.push(deed);
  }
  if (!isConfirmed) return preview(at, sent, act, deeds);
  await sent.once('bulk', codecs.number, async (inside) => {
    let done = 0;
    for (const { what, step } of deeds)
      if (what !== undefined && (await step(inside)).kind === 'done') done++;
    return done;
  });
  return { say: 'bulk' };
}

function preview(at: At, sent: Sent, act: string, deeds: readonly Deed[]): Shown {
  const able = deeds.filter(({ what }) => what !== undefined);
  const back = `/permintaan${at.url.search}`;
  return {
    title: line('desk.bulk.title'),
    body: (
      <>
        <p>
          <a href={back}>{at.text('desk.request.back')}</a>
        </p>
        <Table
          caption={at.text('desk.bulk.title')}
          rows={deeds}
          columns={[
            { head: at.text('desk.requests.who'), cell: ({ it }) => it.who.name ?? '–' },
            {
              head: at.text('desk.requests.kind'),
              cell: ({ it }) => `${at.text(`case.kind.${it.kind}`)} ${it.number}`,
            },
            { head: at.text('desk.bulk.what'), cell: ({ what }) => at.say(what ?? line('desk.bulk.wont')) },
          ]}
        />
        {able.length === 0 ? (
          <p class="alert">{at.text('desk.bulk.nothing')}</p>
        ) : (
          <form method="post" class="act">
            <input type="hidden" name="once" value={String(randomInt(2 ** 47))} />
            {able.map(({ it }) => (
              <input type="hidden" name="pilih" value={String(it.id)} />
            ))}
            <input type="hidden" name="kepada" value={sent.field('kepada') ?? ''} />
            <input type="hidden" name="siap" value={sent.field('siap') ?? ''} />
            <button class="main" name="act" value={`${act}Yes`}>
              {at.say(line('desk.bulk.yes', { count: { count: able.length } }))}
            </button>
          </form>
        )}
      </>
    ),
  };
}
