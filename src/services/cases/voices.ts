import { z } from 'zod';
import { codecs, tryDecode } from '../core/codecs.ts';
import { createDraft, unfinishedOf } from '../core/drafts.ts';
import { queueTo } from '../core/outgoing.ts';
import type { Services, Transaction } from '../core/services.ts';
import { answerOffice } from './case-answers.ts';
import type { CaseWords } from './case-steps.ts';
import { rememberCaseMessage } from './case-messages.ts';
import { fileKinds, openCase, type OpenedCase } from './cases.ts';

/** A recording is kept as the answer to this form and its one question, so that the copy of one's data shows it. */
const ASKED = { form: 'ask', version: 2 } as const;
/** Recordings that came so close together are one thing to say. */
const TOGETHER_MS = 10 * 60_000;
/** Whoever has said nothing else for so long has said all there is: an officer hears it. */
const SILENT_MS = 3_600_000;
/** What came after it is known for longer (jobs/forget-old.ts). */
const KNOWN_MS = 24 * 3_600_000;
const NEWS_MS = 7 * 24 * 3_600_000;

/** Shaped as the form engine stores its answers. */
const kept = codecs.json(
  z.object({
    voice: z.literal(true),
    place: z.object({ on: z.literal('question'), key: z.literal('question') }),
    answers: z.object({
      question: z.object({
        value: z.object({
          text: z.string().optional(),
          file: z.object({ kind: z.enum(fileKinds), fileId: z.string() }).optional(),
        }),
        reader: z.literal('letter@1'),
        at: z.string(),
        messageId: z.number(),
      }),
    }),
    wrong: z.literal(0),
    figures: z.array(z.number()),
    /** The case of which the office had written just before. */
    case: z.number().optional(),
  }),
);

/** A recording that waits for the word of whoever sent it. */
interface Waiting {
  readonly id: number;
  readonly byPerson: string | null;
  readonly at: Date;
  readonly caseId: number | undefined;
  readonly words: CaseWords & { readonly messageId: number };
}

/** The row in which a recording waits, and how many wait together with it, itself counted. */
export interface KeptVoice {
  readonly id: number;
  readonly count: number;
}

/** Keeps a recording that came where no words to a person were asked for: its id at Telegram, never the sound. */
export async function keepVoice(
  services: Transaction,
  from: {
    readonly accountId: number;
    readonly byPerson: string | undefined;
    readonly caseId?: number | undefined;
  },
  { messageId, ...value }: Waiting['words'],
): Promise<KeptVoice> {
  const { accountId, byPerson, caseId } = from;
  const at = services.now().toISOString();
  const { id } = await createDraft(
    services,
    {
      accountId,
      byPerson,
      ...ASKED,
      payload: kept.encode({
        voice: true,
        place: { on: 'question', key: 'question' },
        answers: { question: { value, reader: 'letter@1', at, messageId } },
        wrong: 0,
        figures: [],
        ...(caseId === undefined ? {} : { case: caseId }),
      }),
      remaining: 0,
    },
    'parked',
  );
  return { id, count: (await withOthers(services, accountId, id)).length };
}

/**
 * Sends a recording to the office, with those that came at the same time: into the case of which the office had written,
 * else as a question. Undefined when it has gone already, or is not of this chat.
 */
export async function sendVoice(
  services: Transaction,
  accountId: number,
  id: number,
): Promise<OpenedCase | undefined> {
  const { db, now } = services;
  const voices = await withOthers(services, accountId, id);
  const { count } = await db.draft.updateMany({
    where: { id: { in: voices.map((it) => it.id) }, status: 'parked' },
    data: { status: 'submitted', closedAt: now(), updatedAt: now() },
  });
  // The press and the clock may both want to send it: whoever comes second finds nothing.
  if (count !== voices.length) return undefined;
  let into: OpenedCase | undefined;
  for (const { words, byPerson, caseId } of voices) {
    const to = into?.id ?? caseId;
    const done = to === undefined ? undefined : await answerOffice(services, accountId, to, words);
    if (done?.kind === 'done') into = done.case;
    else if (into === undefined) into = await ask(services, accountId, byPerson, words);
  }
  return into;
}

async function ask(
  services: Transaction,
  accountId: number,
  byPerson: string | null,
  { text, file, messageId }: Waiting['words'],
): Promise<OpenedCase> {
  const person =
    byPerson === null
      ? null
      : await services.db.person.findUnique({ where: { number: byPerson }, select: { id: true } });
  const opened = await openCase(services, {
    kind: 'question',
    accountId,
    personId: person?.id,
    text,
    file,
  });
  await rememberCaseMessage(services, { accountId, messageId, caseId: opened.id });
  return opened;
}

/** Sends on what nobody has said more about, and tells so. Returns how many cases got something. */
export async function sendSilent(services: Transaction): Promise<number> {
  let sent = 0;
  for (const { id, account, byPerson } of await silentSince(services)) {
    const into = await sendVoice(services, account.id, id);
    if (into === undefined) continue;
    sent++;
    const person =
      byPerson === null
        ? null
        : await services.db.person.findUnique({ where: { number: byPerson }, select: { id: true } });
    await queueTo(services, [
      {
        key: `voice-sent:${id}`,
        accountId: account.id,
        ...(person === null ? {} : { personId: person.id }),
        kind: 'voice-sent',
        params: { case: into.id },
        lastsMs: NEWS_MS,
      },
    ]);
  }
  return sent;
}

/** When the first recording that waits has waited long enough, after an instant; undefined when none waits. */
export async function nextSilent({ db, office }: Services, after: Date): Promise<Date | undefined> {
  const { _min: first } = await db.draft.aggregate({
    where: {
      form: ASKED.form,
      status: 'parked',
      account: { office: office.key },
      startedAt: { gt: new Date(after.getTime() - SILENT_MS) },
    },
    _min: { startedAt: true },
  });
  return first.startedAt === null ? undefined : new Date(first.startedAt.getTime() + SILENT_MS);
}

async function silentSince({ db, office, now }: Services) {
  const waiting = await db.draft.findMany({
    where: {
      form: ASKED.form,
      status: 'parked',
      account: { office: office.key },
      startedAt: { gt: new Date(now().getTime() - KNOWN_MS), lte: new Date(now().getTime() - SILENT_MS) },
    },
    select: { id: true, byPerson: true, startedAt: true, account: { select: { id: true, chatId: true } } },
    orderBy: { id: 'asc' },
  });
  if (waiting.length === 0) return [];
  const said = await db.inboxUpdate.groupBy({
    by: ['chatId'],
    where: { chatId: { in: waiting.map(({ account }) => account.chatId) } },
    _max: { receivedAt: true },
  });
  return waiting.filter(({ account, startedAt }) => {
    const last = said.find(({ chatId }) => chatId === account.chatId)?._max.receivedAt ?? undefined;
    return last === undefined || last <= startedAt;
  });
}

/** A recording that waits, and those of the same person that came close to it, oldest first; none when it has gone. */
async function withOthers(services: Services, accountId: number, id: number): Promise<readonly Waiting[]> {
  const rows = await unfinishedOf(services, accountId, ASKED.form);
  const all = rows.flatMap((row): readonly Waiting[] => {
    const read = tryDecode(kept, row.payload);
    if (read === undefined) return [];
    const { value, at, messageId } = read.answers.question;
    return [
      {
        id: row.id,
        byPerson: row.byPerson,
        at: new Date(at),
        caseId: read.case,
        words: { text: value.text, file: value.file, messageId },
      },
    ];
  });
  const meant = all.find((it) => it.id === id);
  if (meant === undefined) return [];
  return all
    .filter(
      (it) => it.byPerson === meant.byPerson && Math.abs(it.at.getTime() - meant.at.getTime()) <= TOGETHER_MS,
    )
    .toSorted((a, b) => a.id - b.id);
}
