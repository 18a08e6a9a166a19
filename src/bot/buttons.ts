import { line, type TextKey } from '../i18n.ts';
import type { Button } from './conversations/engine/form.ts';
import type { CallbackData } from './routes/route.ts';
import { staffMenuRoute } from './routes/staff.ts';

export function button(label: TextKey, data: CallbackData): Button {
  return { label: line(label), data };
}

export const menuButton = button('common.button.menu', 'menu');
export const askButton = button('start.menu.ask', 'ask');
export const dataButton = button('start.menu.data', 'data');
export const requestsButton = button('case.own.button', 'my-requests');
export const registerButton = button('start.menu.register', 'register');
export const staffMenuButton = button('staff.button.menu', staffMenuRoute.to());

/** One alone in its row. */
export function buttonRow(label: TextKey, data: CallbackData): readonly Button[] {
  return [button(label, data)];
}

type Rows = readonly (readonly Button[])[];

/** The row that leads on from a page (from 0) of a list, where `count` says that more follows. */
export function nextRow(
  { page, size, count }: { readonly page: number; readonly size: number; readonly count: number },
  label: TextKey,
  to: (page: number) => CallbackData,
): Rows {
  return (page + 1) * size < count ? [buttonRow(label, to(page + 1))] : [];
}

/** One page of a list that was read whole, and the row that leads on from it. */
export function pageOf<T>(
  all: readonly T[],
  { page, size }: { readonly page: number; readonly size: number },
  label: TextKey,
  to: (page: number) => CallbackData,
): { readonly shown: readonly T[]; readonly next: Rows } {
  return {
    shown: all.slice(page * size, (page + 1) * size),
    next: nextRow({ page, size, count: all.length }, label, to),
  };
}
