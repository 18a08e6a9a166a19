import re,io
def sub(path, pairs):
    s=open(path).read()
    for a,b in pairs:
        assert s.count(a)==1,(path,a,s.count(a))
        s=s.replace(a,b)
    open(path,'w').write(s)
E='src/bot/conversations/engine/'
E2=E+'screen.ts'
sub(E2,[
("""  return [form.review === undefined ? line('common.allAnswered') : form.review.ask, line('common.blank'), ...items];""",
"""  const about = form.review?.about?.(answers, context) ?? [];
  return [form.review === undefined ? line('common.allAnswered') : form.review.ask, line('common.blank'), ...about, ...items];"""),
])
sub(E+'step.ts',[
("""    const place = nextPlace(this.#form, state, this.#env.context);
    const done = place.on === 'review' && this.#form.review === undefined;
    return {
      state: { ...state, wrong: 0, editing: undefined, place },
      say,
      prompt: !done,
      moved: true,
      ...(done ? { ending: 'submit' as const } : {}),
      ...more,
    };
  }
""",
"""    const place = nextPlace(this.#form, state, this.#env.context);
    const { review } = this.#form;
    const done = place.on === 'review' && (review === undefined || review.when?.(answersOf(state.answers), this.#env.context) === false);
    const next: DraftState = { ...state, wrong: 0, editing: undefined, place };
    if (done) return { state: next, say, prompt: false, moved: true, ending: 'submit', ...more };
    const heard = new Move(this.#form, next, this.#env).hear();
    return { ...heard, say: [...say, ...heard.say], moved: true, ...more };
  }

  /** What was told beforehand about the question now open is answered as if it were said now. */
  hear(): Step {
    const { place, answers } = this.#state;
    const question = place.on === 'question' ? this.#question(place.key) : undefined;
    const told = question?.told === undefined ? undefined : answers[question.told.key];
    if (question?.told === undefined || told === undefined) return this.#stay();
    const reply = question.told.reply(told.value, answersOf(answers), this.#env.context);
    return this.#reply(question, reply, { words: told.words, messageId: told.messageId, reader: question.reader ?? question.key });
  }
"""),
("""    if (option === undefined) return this.#toast(line('common.press.old'));
    return this.#accept(this.#question(place.key), option.value, {
      words: place.words,
      messageId: place.messageId,
      confirmed: code,
      others: option.others,
    });
""",
"""    if (option === undefined) return this.#toast(line('common.press.old'));
    const question = this.#question(place.key);
    const reader = place.words === undefined ? 'button' : (question.reader ?? question.key);
    const source: Source = { words: place.words, messageId: place.messageId, reader, confirmed: code };
    if (option.reply !== undefined) return this.#reply(question, option.reply, source);
    return this.#accept(question, option.value, { ...source, others: option.others });
"""),
("""      case 'officer':
        return { ...this.#leaveOpen(question, 'officer'), help: key };
""",
"""      case 'officer':
        if (question.needed === true) return { ...this.#go({ on: 'question', key }), help: key, ending: 'left', prompt: false };
        return { ...this.#leaveOpen(question, 'officer'), help: key };
"""),
("""        return { ...this.#stay([reply.text]), ending: 'declined', prompt: false, moved: true };""",
"""        return { ...this.#stay([reply.text]), ending: reply.discard === true ? 'discarded' : 'declined', prompt: false, moved: true };"""),
("""    const [only, ...others] = place.options;
""",
"""    const [only, ...others] = place.options.filter((option) => option.reply === undefined);
"""),
("""export function opening<C, S, R extends Json>(form: Form<C, S, R>, seed: Readonly<Record<string, Json>>, context: C, now: Date): DraftState {
  const answers = Object.fromEntries(
    // null: asked before, and the person did not know
    Object.entries(seed).map(([key, value]): [string, StoredAnswer] => [key, { value, reader: 'seed', at: now.toISOString(), ...(value === null ? { open: 'skipped' as const } : {}) }]),
  );
  const blank: DraftState = { place: { on: 'review' }, answers, wrong: 0, figures: [] };
  return { ...blank, place: nextPlace(form, blank, context) };
}
""",
"""export function opening<C, S, R extends Json>(form: Form<C, S, R>, answers: Readonly<Record<string, StoredAnswer>>, env: StepEnvironment<C>): Step {
  const blank: DraftState = { place: { on: 'review' }, answers, wrong: 0, figures: [] };
  return new Move(form, { ...blank, place: nextPlace(form, blank, env.context) }, env).hear();
}
"""),
])
sub(E+'fill.ts',[
("""  readonly seed?: Readonly<Record<string, Json>>;
""",
"""  readonly seed?: Readonly<Record<string, Json>>;
  /** The message in which what is known beforehand was said. */
  readonly said?: { readonly words: string; readonly messageId: number };
"""),
("""  const context = await form.load(services, who, answersOf({}), moment(services));
  const state = opening(form, start.seed ?? {}, context, services.now());
""",
"""  const seeded = seededAnswers(start, services.now());
  const context = await form.load(services, who, answersOf(seeded), moment(services));
  const now = services.now();
  const begin = opening(form, seeded, { context, now, revision: 0, promptMessageId: undefined, lastActive: now, texts: ctx.turn.texts, to: ctx.turn.to });
  const state: DraftState = { ...begin.state, figures: start.said === undefined ? [] : [start.said.messageId] };
"""),
("""  await showPrompt(ctx, form, row, stateOf(row), context, []);
}
""",
"""  await showPrompt(ctx, form, row, stateOf(row), context, begin.say);
}

function seededAnswers({ seed = {}, said }: Start, now: Date): Readonly<Record<string, StoredAnswer>> {
  const answer = (value: Json): StoredAnswer => ({ value, reader: 'seed', at: now.toISOString(), ...said, ...(value === null ? { open: 'skipped' } : {}) });
  // null: asked before, and the person did not know
  return Object.fromEntries(Object.entries(seed).map(([key, value]) => [key, answer(value)]));
}
"""),
("""import type { Form, Json, Moment, Who } from './form.ts';""","""import type { Form, Json, Moment, StoredAnswer, Who } from './form.ts';"""),
("""    say = [line('common.helpAsked', { number: help.number, day: { day: help.dueOn } }), ...say];
""",
"""    say = [line(move.ending === 'left' ? 'common.helpAskedLeft' : 'common.helpAsked', { number: help.number, day: { day: help.dueOn } }), ...say];
"""),
("""  if (notes.length > 0) await send(ctx, paragraphs(ctx, notes), inline(ctx, [[{ label: line('common.button.menu'), data: 'menu' }]]));
  return { how: ending };
""",
"""  if (form.figures === true && ending !== 'left') await rememberFigures(ctx.turn.services, ctx.turn.account.id, state.figures);
  if (notes.length > 0) await send(ctx, paragraphs(ctx, notes), inline(ctx, [[{ label: line('common.button.menu'), data: 'menu' }]]));
  return { how: ending };
"""),
("""import type { Services } from '../../../services/services.ts';
""","""import { rememberFigures } from '../../../services/figures.ts';
import type { Services } from '../../../services/services.ts';
"""),
])
for l,t in (('id','Baik, {panggilan}. Permintaan {sapaan} nomor {number} sudah diteruskan ke petugas.\\nJawabannya datang di sini, paling lambat {day}. Jawaban yang sudah ada tetap tersimpan.'),('en','Your request {number} was passed to an officer.\\nThe answer comes here by {day} at the latest. The answers given so far stay saved.')):
    p=f'locales/{l}/common.json'; s=open(p).read()
    m=re.search(r'  "helpAsked": .*\n',s); s=s[:m.end()]+f'  "helpAskedLeft": "{t}",\n'+s[m.end():]; open(p,'w').write(s)
