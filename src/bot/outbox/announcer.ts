import { GrammyError, type Api } from 'grammy';
import type { PrismaClient } from '../../../prisma/client/client.ts';
import {
  failuresIn,
  noneYet,
  shouldPause,
  withResult,
  type Recent,
} from '../../domain/announcements/failures.ts';
import { isLanguage, type Addressee, type Texts } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import { noteNotFound, setReachable, progressLanguage } from '../../services/core/accounts.ts';
import { announcementById, type Announcement } from '../../services/announcements/announcements.ts';
import {
  setProgressMessage,
  finishAnnouncement,
} from '../../services/announcements/announcement-progress.ts';
import {
  claimDeliveries,
  settleDeliveries,
  type Delivery,
  type Settled,
} from '../../services/announcements/deliveries.ts';
import { keepVersion, noteCorrected } from '../../services/announcements/delivery-corrections.ts';
import { pauseByItself } from '../../services/announcements/announcement-status.ts';
import { sendingHalted } from '../../services/core/instance.ts';
import { tellOfficers } from '../../services/announcements/officer-notes.ts';
import { atomically, type Services } from '../../services/core/services.ts';
import { trainingById, type Training } from '../../services/trainings/trainings.ts';
import { addresseeOf } from '../turn.ts';
import { announcementButtons, announcementLines, type AnnouncementText } from './announcement-message.ts';
import type { Budget } from './budget.ts';
import type { Pace } from './pace.ts';
import { expectedEnd, progressFacts, progressOf, type ProgressFacts } from './progress-message.ts';
import { htmlOf, isEdited, keyboardOf } from './queue.ts';
import { isFailure, isVerdict, transmit, type Outcome } from './transmit.ts';

export interface AnnouncerOptions {
  readonly prisma: PrismaClient;
  readonly services: Services;
  /** An API that neither repeats nor waits: what may have arrived is never sent again. */
  readonly api: Api;
  /** The way of replies: what the officer is told while everything else waits. */
  readonly replies: Api;
  readonly texts: Texts;
  readonly log: Log;
  readonly budget: Budget;
  /** Before a message goes out. */
  readonly onSending: (() => Promise<void>) | undefined;
}

/** An announcement with its training, read once for many messages. */
export interface Loaded {
  readonly it: Announcement;
  readonly training: Training | undefined;
  /** Its words as they were made for somebody else of the same language and salutation, for the same reason. */
  readonly words: Map<string, string>;
}

interface Unsettled {
  readonly it: Announcement;
  readonly delivery: Delivery;
  readonly outcome: Outcome;
}

const EDIT_EVERY_MS = 3_000;

/** What of an announcement stands in its message. */
export function textOf(
  it: Pick<Announcement, 'code' | 'text' | 'version' | 'withdrawnAt' | 'withdrawReason'>,
): AnnouncementText {
  return {
    code: it.code,
    text: it.text,
    version: it.version,
    ...(it.withdrawnAt === undefined ? {} : { withdrawn: it.withdrawReason ?? '–' }),
  };
}

/** Sends the messages of announcements, keeps their ledger, and shows the officer how far they are. */
export interface Announcer {
  load(it: Announcement): Promise<Loaded>;
  /** Takes some for sending; the rows of those that are not to be sent say why. */
  claim(loaded: Loaded, deliveries: readonly Delivery[]): Promise<readonly Delivery[]>;
  /** Sends one that was claimed; {@link flush} writes what became of it. */
  send(loaded: Loaded, claimed: Delivery): Promise<Outcome>;
  /** Changes one message to the version that holds now. */
  correct(loaded: Loaded, delivery: Delivery): Promise<Outcome>;
  /** Shows the progress, at most every few seconds unless `now`. */
  show(id: number, now: boolean): Promise<void>;
  /** Ends a sending that has nothing left, with its receipt. */
  finish(id: number): Promise<void>;
  /** Writes what has become of messages since the last time; what cannot be written now is kept for the next. */
  flush(): Promise<void>;
}

/** An announcement speaks to everybody alike: no name stands in it. */
const addressee = (delivery: Delivery): Addressee => ({
  ...addresseeOf({ language: delivery.language, person: delivery.person }),
  shortName: undefined,
});

export function createAnnouncer(options: AnnouncerOptions, pace: Pace): Announcer {
  const { prisma, services, api, texts, log, budget } = options;
  const shownAt = new Map<number, number>();
  const shownText = new Map<number, string>();
  let showing: Promise<void> = Promise.resolve();
  /** What became of the newest messages of each. */
  const results = new Map<number, Recent>();
  /** Announcements that are being paused: nothing more of them is begun until the pause is written. */
  const pausing = new Set<number>();
  /** What Telegram has answered and the database has not yet taken. */
  const unsettled: Unsettled[] = [];
  let flushing: Promise<void> = Promise.resolve();

  function rendered(
    { it, training, words }: Loaded,
    to: Addressee,
    why: Delivery['why'] | undefined,
  ): string {
    const key = JSON.stringify([to.language, to.salutation, why]);
    const known = words.get(key);
    if (known !== undefined) return known;
    const html = htmlOf(texts, announcementLines(services, textOf(it), training, why), to);
    words.set(key, html);
    return html;
  }

  async function send(loaded: Loaded, delivery: Delivery): Promise<Outcome> {
    const { it, training } = loaded;
    const to = addressee(delivery);
    const html = rendered(loaded, to, delivery.why);
    const rows = announcementButtons(textOf(it), training, delivery.person.id);
    const markup = { parse_mode: 'HTML' as const, reply_markup: keyboardOf(texts, rows, to) };
    const { posterFileId } = it;
    const outcome = await transmit(() =>
      posterFileId === undefined
        ? api.sendMessage(delivery.chatId, html, { link_preview_options: { is_disabled: true }, ...markup })
        : api.sendPhoto(delivery.chatId, posterFileId, { caption: html, ...markup }),
    );
    unsettled.push({ it, delivery, outcome });
    await watchFailures(it, outcome);
    return outcome;
  }

  /** One after the other: what is written twice could undo what happened in between. */
  function flush(): Promise<void> {
    const flushed = flushing.then(writeUnsettled);
    flushing = flushed.catch(() => undefined);
    return flushed;
  }

  async function writeUnsettled(): Promise<void> {
    const some = [...unsettled];
    for (const id of new Set(some.map(({ it }) => it.id))) {
      const settled: Settled[] = [];
      for (const one of some) if (one.it.id === id) settled.push(await settledAs(one));
      await settleDeliveries(services, id, settled);
    }
    unsettled.splice(0, some.length);
  }

  /** What its row will say, after what it says about the chat is written. */
  async function settledAs({ it, delivery, outcome }: Unsettled): Promise<Settled> {
    const { personNumber, chatId } = delivery;
    switch (outcome.kind) {
      case 'sent':
        if (delivery.doubtful) await setReachable(services, chatId, true);
        return { personNumber, status: 'sent', version: it.version, messageId: outcome.messageId };
      case 'gone':
        await setReachable(services, chatId, false);
        return { personNumber, status: 'blocked' };
      case 'not-found': {
        const again = await noteNotFound(services, chatId, `announcement:${it.id}`);
        return { personNumber, status: again ? 'blocked' : 'refused', detail: outcome.detail };
      }
      case 'refused':
      case 'unknown':
        return { personNumber, status: outcome.kind, detail: outcome.detail };
      case 'wait':
      case 'token':
      case 'not-made':
        return { personNumber, status: 'pending' };
    }
  }

  /** After too many failures something is wrong that a person should look at. */
  async function watchFailures(it: Announcement, outcome: Outcome): Promise<void> {
    if (!isVerdict(outcome)) return;
    const recent = withResult(results.get(it.id) ?? noneYet, isFailure(outcome));
    results.set(it.id, recent);
    if (!isFailure(outcome) || !shouldPause(recent)) return;
    results.delete(it.id);
    pausing.add(it.id);
    log.error(
      { announcement: it.code, detail: outcome.detail, failures: failuresIn(recent) },
      'An announcement paused itself: too many of its newest messages failed',
    );
    try {
      await flush();
      await atomically(prisma, services, async (inside) => {
        if (await pauseByItself(inside, it.id)) await tellOfficers(inside, it, 'self-paused');
      });
    } finally {
      pausing.delete(it.id);
    }
    await show(it.id, true);
  }

  async function correct(loaded: Loaded, delivery: Delivery): Promise<Outcome> {
    const { it, training } = loaded;
    const to = addressee(delivery);
    const html = rendered(loaded, to, delivery.why);
    const markup = keyboardOf(texts, announcementButtons(textOf(it), training, delivery.person.id), to);
    const messageId = delivery.messageId ?? 0;
    const more = { parse_mode: 'HTML' as const, reply_markup: markup };
    const outcome = await transmit(async () => {
      await (it.posterFileId === undefined
        ? api.editMessageText(delivery.chatId, messageId, html, {
            link_preview_options: { is_disabled: true },
            ...more,
          })
        : api.editMessageCaption(delivery.chatId, messageId, { caption: html, ...more }));
      return { message_id: messageId };
    });
    // An edit can be repeated: only what Telegram will never do is noted as such.
    if (outcome.kind === 'sent') await noteCorrected(services, delivery, it.version, undefined);
    else if (outcome.kind === 'gone') await noteCorrected(services, delivery, it.version, 'blocked');
    else if (outcome.kind === 'refused' || outcome.kind === 'not-found') {
      const same = /message is not modified/i.test(outcome.detail);
      await noteCorrected(services, delivery, it.version, same ? undefined : outcome.detail);
    }
    return outcome;
  }

  /** Why nothing goes out now, as far as it concerns every sending. */
  async function waitingNow(): Promise<ProgressFacts['waiting']> {
    const halted = await sendingHalted(services);
    if (halted !== undefined) return { kind: halted };
    const held = budget.heldUntil(services.now());
    return held === undefined ? undefined : { kind: 'until', at: held };
  }

  function show(id: number, now: boolean): Promise<void> {
    const clock = performance.now();
    if (!now && clock - (shownAt.get(id) ?? -Infinity) < EDIT_EVERY_MS) return Promise.resolve();
    shownAt.set(id, clock);
    // One after the other: two at a time would begin two messages.
    const shown = showing.then(() => showNow(id));
    showing = shown.catch(() => undefined);
    return shown;
  }

  async function showNow(id: number): Promise<void> {
    const it = await announcementById(services, id);
    if (it?.progress === undefined) return;
    const { chatId, messageId } = it.progress;
    const language = await progressLanguage(services, chatId);
    if (language === undefined) return;
    const to: Addressee = {
      language: isLanguage(language) ? language : 'id',
      salutation: undefined,
      shortName: undefined,
    };
    const waiting = await waitingNow();
    const facts = await progressFacts(services, it);
    const end =
      waiting === undefined || waiting.kind === 'until'
        ? expectedEnd(services, it, facts.counts, { perSecond: pace.perSecond, heldUntil: waiting?.at })
        : undefined;
    const { lines, buttons } = progressOf({ ...facts, end, ...(waiting === undefined ? {} : { waiting }) });
    const html = htmlOf(texts, lines, to);
    const text = `${html} ${JSON.stringify(buttons)}`;
    if (messageId !== undefined && shownText.get(id) === text) return;
    const by = waiting === undefined ? api : options.replies;
    if (by === api) budget.spend();
    const more = { parse_mode: 'HTML' as const, reply_markup: keyboardOf(texts, buttons, to) };
    try {
      if (messageId === undefined || !(await isEdited(by, chatId, messageId, html, more))) {
        const sent = await by.sendMessage(chatId, html, more);
        await setProgressMessage(services, id, sent.message_id);
      }
      shownText.set(id, text);
    } catch (error) {
      // The progress is a convenience: the ledger and the receipt are what counts.
      if (error instanceof GrammyError && error.error_code === 429)
        budget.hold(new Date(services.now().getTime() + (error.parameters.retry_after ?? 1) * 1000));
      log.debug({ error }, 'The progress of an announcement could not be shown');
    }
  }

  async function load(it: Announcement): Promise<Loaded> {
    const training = it.trainingId === undefined ? undefined : await trainingById(services, it.trainingId);
    return { it, training, words: new Map() };
  }

  return {
    load: async (it) => {
      const loaded = await load(it);
      const plain: Addressee = { language: 'id', salutation: undefined, shortName: undefined };
      await keepVersion(services, it, rendered(loaded, plain, undefined));
      return loaded;
    },
    send,
    correct,
    show,
    claim: async ({ it }, deliveries) =>
      pausing.has(it.id) ? [] : claimDeliveries(services, it.id, deliveries),
    async finish(id) {
      await atomically(prisma, services, async (inside) => {
        if (!(await finishAnnouncement(inside, id))) return;
        const it = await announcementById(inside, id);
        if (it !== undefined) await tellOfficers(inside, it, 'receipt');
      });
    },
    flush,
  };
}
