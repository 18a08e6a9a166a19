import { line, type Line } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';
import { scripts } from './conversations/index.ts';

const forms = scripts.flatMap((script) => script.forms);

/** A form in the words that its title has; one that is no longer there is called so. */
export function formName(name: string): Line {
  const form = forms.find((it) => it.name === name);
  return line(form?.title ?? 'stuck.form.old');
}

/** `register@1.1`, as the conversation plugin calls it, in the words of its form. */
export function conversationName(id: string): Line {
  const name = id.replace(/@.*$/, '');
  const [form] =
    scripts.find((script) => script.id === id || script.id.replace(/@.*$/, '') === name)?.forms ?? [];
  return line(form?.title ?? 'stuck.form.old');
}

/** A question in the words of the review or of its programme; one that has none is counted. */
export function questionName({ programmes }: Pick<Services, 'programmes'>, form: string, key: string): Line {
  const questions = forms.find((it) => it.name === form)?.questions ?? [];
  const at = questions.findIndex((it) => it.key === key);
  const label = questions[at]?.label;
  if (label !== undefined) return line(label);
  const asked = programmes.known
    .flatMap((programme) => programme.questions)
    .find(({ id }) => key === `answer.${id}` || key === `answer:${id}`);
  if (asked !== undefined) return { local: asked.ask };
  return at < 0 ? line('stuck.form.oldQuestion') : line('stuck.form.nth', { number: at + 1 });
}
