import re,io
def sub(path, pairs):
    s=open(path).read()
    for a,b in pairs:
        assert s.count(a)==1,(path,a,s.count(a))
        s=s.replace(a,b)
    open(path,'w').write(s)
E='src/bot/conversations/engine/'
sub(E+'fill.ts',[
("""  readonly seed?: Readonly<Record<string, Json>>;
""",
"""  readonly seed?: Readonly<Record<string, Json>>;
  /** The message in which what is known beforehand was said. */
  readonly said?: { readonly words: string; readonly messageId: number };
"""),
("""  const context = await given.load(services, who, answersOf({}), moment(services));
  const form = whole(given, context);
  const state = opening(form, start.seed ?? {}, context, services.now());
""",
"""  const seeded = seededAnswers(start, services.now());
  const context = await given.load(services, who, answersOf(seeded), moment(services));
  const form = whole(given, context);
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
