import { createConversation, type Conversation } from '@grammyjs/conversations';
import type { Context, MiddlewareFn } from 'grammy';
import type { TextKey } from '../../../i18n.ts';
import type { BotContext } from '../../turn.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Answers, Moment, Said, Who } from './form.ts';
import type { Reply, Rows } from './reply.ts';
import type { Json } from './json.ts';
import { answerForm } from './answer.ts';
import { beginForm, type Start } from './begin.ts';
import type { ServiceForm } from './filling.ts';
import type { Filled } from './outcome.ts';

/** The verbs of a conversation. A script holds no context, no service and no clock. */
export interface Talk {
  /** What the conversation was entered with. */
  readonly start: Start;
  /** Puts a form to the person and waits until it is sent, left or discarded. */
  readonly fill: <C, R extends Json>(form: ServiceForm<C, R>, start?: Start) => Promise<Filled>;
}

/** What the rest of the bot knows of a form. */
export interface FormName {
  readonly name: string;
  readonly version: number;
  readonly title: TextKey;
  readonly brief?: boolean;
  /** Questions that only data know may take photos. */
  readonly takesPhotos?: true;
  /** Looked at by the test over the registries alone; the engine reads the form itself. */
  readonly questions: readonly QuestionOutline[];
  more?(context: unknown): readonly QuestionOutline[];
  load(services: Services, who: Who, answers: Answers, moment: Moment): Promise<unknown>;
}

/** What must not change in a list of questions without a new version. */
export interface QuestionOutline {
  readonly key: string;
  readonly numbered?: boolean;
  readonly dependsOn?: readonly string[];
  readonly letter?: unknown;
  readonly readPhoto?: unknown;
  readonly label?: TextKey;
  choices?(answers: Answers, context: unknown): Rows;
  read?(said: Said, answers: Answers, context: unknown): Reply;
}

export interface Script {
  /** `name@version`: a conversation whose script changed gets a new id, and old states are dropped. */
  readonly id: string;
  readonly name: string;
  /** The forms it fills, in order: drafts of the first one lead back into it. */
  readonly forms: readonly FormName[];
  readonly run: (talk: Talk) => Promise<void>;
}

/** A conversation that leads from one form to the next; `version` is raised when it leads otherwise. */
export function conversation(
  name: string,
  version: number,
  forms: readonly FormName[],
  run: (talk: Talk) => Promise<void>,
): Script {
  return { id: `${name}@${version}.${forms.map((form) => form.version).join('.')}`, name, forms, run };
}

/** A conversation that fills one form; `fresh`: in the place of one that is open. */
export function fillOne<C, R extends Json>(
  form: ServiceForm<C, R>,
  { fresh = false }: { readonly fresh?: boolean } = {},
): Script {
  return conversation(form.name, 1, [form], async ({ start, fill }) => {
    await fill(form, fresh ? { ...start, open: 'fresh' } : start);
  });
}

/** A conversation that fills one form of several: the first, unless it is entered with the name of another. */
export function fillOneOf(first: Script, ...others: readonly Script[]): Script {
  const forms = [first, ...others].flatMap((script) => script.forms);
  return conversation(first.name, 1, forms, (talk) =>
    (others.find((script) => script.name === talk.start.form) ?? first).run(talk),
  );
}

type Outside = Conversation<BotContext>;

/**
 * A conversation of the plugin whose state holds only which form is open: every answer is in the draft row,
 * so the state stays as small after a hundred wrong answers as before the first.
 */
export function install({ id, run }: Script): MiddlewareFn<BotContext> {
  return createConversation<BotContext, Context>(
    async (plugin: Outside, _ctx: Context, start: Start | undefined) => {
      const outside = <T>(task: (ctx: BotContext) => Promise<T>): Promise<T> =>
        plugin.external((ctx) =>
          task(ctx).catch((error: unknown) => {
            ctx.turn.failure = error;
            throw error;
          }),
        );
      await run({
        start: start ?? {},
        async fill(form, formStart = {}) {
          await outside((ctx) => beginForm(ctx, form, formStart));
          // An update that leaves the form open is skipped: the plugin's log forgets it, its state does not grow.
          let filled: Filled | undefined;
          await plugin.waitUntil(
            async () => {
              filled = (await outside((ctx) => answerForm(ctx, form).then((it) => it ?? null))) ?? undefined;
              return filled !== undefined;
            },
            { next: false },
          );
          if (filled === undefined)
            throw new Error(`form ${form.name}: ended without an outcome; is an await missing?`);
          if (filled.how === 'passed') return plugin.halt({ next: true });
          return filled;
        },
      });
    },
    { id, parallel: false },
  );
}
