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
