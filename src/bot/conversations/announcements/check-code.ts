import { z } from 'zod';
import { CODE_LENGTH } from '../../../domain/announcements/announcement.ts';
import { typedCode, wordsAfterCheck } from '../../../domain/announcements/check-code.ts';
import { readCode } from '../../../domain/announcements/code.ts';
import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { Services } from '../../../services/core/services.ts';
import { codeAnswer, type CodeAnswer } from './check-code-answer.ts';
import { question, type Form } from '../engine/form.ts';
import { choice, decline, hint, take, type Reply } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';

type Nothing = Record<string, never>;

const code = question<Nothing, string>({
  key: 'code',
  value: z.string(),
  numbered: false,
  ask: () => line('training.check.ask'),
  read: (said): Reply => (said.kind === 'text' ? readReply(said.text) : hint()),
  reader: 'code@1',
  hints: [line('training.check.hint1'), line('training.check.hint2')],
  help: () => [[choice('none', line('training.check.none'), decline(line('training.check.noCode')))]],
});

function readReply(text: string): Reply {
  const said = wordsAfterCheck(text) ?? text;
  const typed = typedCode(said);
  if (typed !== undefined) return take(typed);
  const length = readCode(said)?.code.length;
  return length === undefined || length === CODE_LENGTH
    ? hint()
    : hint(line('training.check.length', { count: { count: length } }));
}

const shown = codecs.json(
  z.custom<CodeAnswer>(
    (value) => typeof value === 'object' && value !== null && 'lines' in value && 'buttons' in value,
  ),
);

/** *Tulis kode lagi* and /cek without a code: one code, and the true text that belongs to it. */
const checkCodeForm: Form<Nothing, Services, string> = {
  name: 'check-code',
  version: 1,
  brief: true,
  title: 'training.check.title',
  questions: [code],
  load: async () => ({}),
  submit: async (services, _who, answers) => shown.encode(await codeAnswer(services, answers.of(code) ?? '')),
  result: z.string(),
  receipt: (done) => {
    const { lines, buttons } = shown.decode(done);
    const [text = line('common.blank'), ...more] = lines;
    return { text, lines: more, buttons };
  },
};

export const checkCode = fillOne(checkCodeForm, { fresh: true });
