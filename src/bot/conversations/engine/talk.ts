import { readSmallTalk, type SmallTalk } from '../../../domain/words/small-talk.ts';
import { dayPart } from '../../../domain/words/greeting.ts';
import { localTime } from '../../../domain/when/dates.ts';
import { line, type Line } from '../../../i18n.ts';
import { stay, type InputOf, type Position, type Step } from './position.ts';

/*
 * Small talk inside a form: answered in kind, and the question stays open.
 */

/** Places where "ya sudah" or a 👍 may be meant for a button. */
const AWAITS_BUTTON: ReadonlySet<string> = new Set(['review', 'proposal', 'said', 'edited']);

/** Answers a text that wants nothing; undefined for every other text. */
export function talked<C>(at: Position<C>, input: InputOf<'text'>): Step | undefined {
  const talk = readSmallTalk(input.text);
  if (talk === undefined || talk === 'no') return undefined;
  const { state, env } = at;
  const more = { state: { ...state, lastText: input.text, lastMessageId: input.messageId }, prompt: false };
  if (talk === 'sign') return stay(at, [], { ...more, react: '🙏' });
  const awaitsButton = AWAITS_BUTTON.has(state.place.on);
  if (talk === 'assent' && !awaitsButton) return stay(at, [], { ...more, react: '👍' });
  const isLast = env.promptMessageId === undefined || (state.lastMessageId ?? 0) <= env.promptMessageId;
  const words = wordsFor(at, talk === 'ok' && awaitsButton ? 'assent' : talk);
  if (isLast) return stay(at, [words], more);
  // The question has gone up the screen: it comes again.
  return stay(at, [words], { ...more, prompt: true });
}

/** The sentence that answers small talk, whatever is open. */
export function wordsFor<C>({ env }: Position<C>, talk: SmallTalk): Line {
  switch (talk) {
    case 'salam':
      return line('common.talk.salam');
    case 'greeting': {
      const greeting = line(`start.greeting.${dayPart(localTime(env.now, env.zone).hour)}`);
      return line('common.hello', { greeting: { line: greeting } });
    }
    case 'thanks':
      return line('common.thanks');
    case 'assent':
      return line('common.talk.assent');
    case 'ok':
    case 'no':
    case 'sign':
      return line('common.talk.okOpen');
  }
}
