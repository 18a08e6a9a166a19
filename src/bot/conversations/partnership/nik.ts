import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { maskNik, readNik, type NikReason, type NikWarning } from '../../../domain/people/identity.ts';
import { line, named } from '../../../i18n.ts';
import { question, type Answers, type Said } from '../engine/form.ts';
import { choice, hint, propose, refuse, take, type Refusals, type Reply } from '../engine/reply.ts';

/** 16 digits, or how they come otherwise. */
const nikValue = z.union([z.enum(['later', 'officer']), z.string().regex(/^\d{16}$/)]);
export type NikAnswer = z.infer<typeof nikValue>;

export interface NikContext {
  readonly today: Temporal.PlainDate;
  /** First digits of a NIK issued here. */
  readonly nikPrefix: string;
  /** Named when the partner sees the NIK; undefined when only the office does. */
  readonly nikPartner: string | undefined;
}

const WARNINGS: readonly NikWarning[] = ['birth-date', 'under-17', 'serial-zero', 'other-area'];

/** A NIK as it was typed: only its length refuses it, everything unusual is asked back with the number masked. */
function replyToNik(said: Said, { today, nikPrefix }: NikContext): Reply {
  if (said.kind !== 'text') return hint();
  const reading = readNik(said.text, today, nikPrefix);
  if (reading.kind === 'none')
    return refuse(
      NO_NIK,
      (reading.digits ?? 0) < 8 && reading.reason === 'digits' ? 'no-number' : reading.reason,
      { digits: reading.digits ?? 0 },
    );
  const nik = reading.kind === 'ok' ? reading.value : reading.likely;
  if (nik === undefined) return hint();
  const warnings = [
    ...(reading.kind === 'ok' ? [] : [line('partnership.nik.warn.letters')]),
    ...WARNINGS.filter((it) => reading.warnings.includes(it)).map((it) => line(`partnership.nik.warn.${it}`)),
  ];
  if (warnings.length === 0) return take(nik);
  return propose(
    line('partnership.nik.check', {
      nik: maskNik(nik),
      warnings: { paragraphs: warnings },
    }),
    line('common.button.writeAgain'),
    { code: 'yes', label: line('partnership.nik.yes'), value: nik },
  );
}

const NO_NIK: Refusals<NikReason> = {
  'no-number': undefined,
  letters: 'partnership.nik.letters',
  digits: 'partnership.nik.digits',
  'looks-like-nib': 'partnership.nik.nib',
  'looks-like-phone': 'partnership.nik.phone',
};

/** The NIK, asked only after the consent: why, and that its message leaves the chat. */
export function nikQuestion<C extends NikContext>(when: (answers: Answers, context: C) => boolean) {
  return question<C, NikAnswer>({
    key: 'nik',
    value: nikValue,
    takesNik: true,
    when,
    ask: (_answers, { nikPartner }) =>
      nikPartner === undefined
        ? line('partnership.nik.ask.office')
        : line('partnership.nik.ask.shared', { partner: nikPartner }),
    choices: () => [
      [
        choice('later', line('partnership.nik.later'), take('later')),
        choice('officer', line('partnership.nik.officer'), take('officer')),
      ],
    ],
    read: (said, _answers, context) => replyToNik(said, context),
    reader: 'nik@1',
    hints: [line('partnership.nik.hint1'), line('partnership.nik.hint2')],
    leaveOpen: line('partnership.nik.later'),
    label: 'partnership.nik.label',
    show: (value) =>
      value === 'later' || value === 'officer'
        ? line(`partnership.nik.show.${value}`)
        : named(maskNik(value)),
  });
}

/** The digits that were given, with what the office should look at; and where they come from otherwise. */
export function nikGiven(
  answers: Answers,
  context: NikContext,
): {
  readonly nik: string | undefined;
  readonly nikBy: 'given' | 'later' | 'officer';
  readonly warnings: readonly NikWarning[];
} {
  const value = answers.of({ key: 'nik', value: nikValue });
  if (value === undefined)
    return {
      nik: undefined,
      nikBy: answers.stored('nik')?.open === 'officer' ? 'officer' : 'later',
      warnings: [],
    };
  if (value === 'later' || value === 'officer') return { nik: undefined, nikBy: value, warnings: [] };
  const reading = readNik(value, context.today, context.nikPrefix);
  return { nik: value, nikBy: 'given', warnings: reading.kind === 'none' ? [] : reading.warnings };
}
