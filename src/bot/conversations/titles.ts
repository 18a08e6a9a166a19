import type { TextKey } from '../../i18n.ts';
import { scripts } from './index.ts';

/** The words for a form in a sentence; undefined for one that is too brief to be reminded of. */
export function formTitle(name: string): TextKey | undefined {
  const form = scripts.flatMap((script) => script.forms).find((it) => it.name === name);
  return form === undefined || form.brief === true ? undefined : form.title;
}
