import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import type { Words } from './words.ts';

const params = z.object({ waiting: z.number(), until: z.string() });

/** For the admins: messages to owners have paused by themselves. */
export const queuePaused: Words = (_services, message) => {
  const { waiting, until } = readAs(params, message.params);
  return Promise.resolve({
    text: line('broadcast.queuePaused', { waiting: { count: waiting }, moment: { moment: until } }),
    buttons: [],
  });
};
