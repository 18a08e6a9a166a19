import { line } from '../../../i18n.ts';
import type { Words } from './words.ts';
import { menuButton } from '../../buttons.ts';

/** Somebody of the office has set the conversation of this chat free. */
export const chatFreed: Words = () => Promise.resolve({ text: line('stuck.freed'), buttons: [[menuButton]] });
