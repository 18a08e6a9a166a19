import type { InlineKeyboardMarkup } from 'grammy/types';
import { line, type Addressee, type TextKey, type Texts } from '../i18n.ts';
import type { Button } from './message.ts';
import type { CallbackData } from './routes/route.ts';
import { staffMenuRoute } from './routes/staff.ts';

/** Letters that a phone of 360 px shows in all buttons of a row together, with what the edges of one take. */
const ROW_LETTERS = 40;
const EDGE_LETTERS = 4;

/** Side by side stand only buttons whose words fit there; where one does not, each gets a row for itself. */
export function fitted<B extends { readonly text: string }>(rows: readonly (readonly B[])[]): B[][] {
  return rows.flatMap((row) => {
    const room = Math.floor(ROW_LETTERS / row.length) - EDGE_LETTERS;
    return row.length > 1 && row.some((it) => it.text.length > room) ? row.map((it) => [it]) : [[...row]];
  });
}

/** Buttons as Telegram takes them; `carried` is what one carries, made of its data. */
export function keyboardOf(
  texts: Texts,
  rows: readonly (readonly Button[])[],
  to: Addressee,
  carried: (data: string) => string = String,
): InlineKeyboardMarkup {
  const worded = rows.map((row) =>
    row.map(({ label, data, style }) => ({
      text: texts.label(label, to),
      callback_data: carried(data),
      ...(style === undefined ? {} : { style }),
    })),
  );
  return { inline_keyboard: fitted(worded) };
}

export function button(label: TextKey, data: CallbackData): Button {
  return { label: line(label), data };
}

export const menuButton = button('common.button.menu', 'menu');
export const askButton = button('start.menu.ask', 'ask');
export const dataButton = button('start.menu.data', 'data');
export const requestsButton = button('case.own.button', 'my-requests');
export const guideButton = button('guide.button', 'guide');
export const registerButton = button('start.menu.register', 'register');
export const staffMenuButton = button('staff.button.menu', staffMenuRoute.to());

/** One alone in its row. */
export function buttonRow(label: TextKey, data: CallbackData): readonly Button[] {
  return [button(label, data)];
}
