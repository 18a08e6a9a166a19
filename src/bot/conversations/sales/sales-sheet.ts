import { z } from 'zod';
import { line, type Line } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  applySheet,
  planSheet,
  type SheetEntry,
  type SheetPlan,
} from '../../../services/sales/sales-sheet.ts';
import { draftCodec, type DraftState } from '../engine/draft.ts';
import { question, type Answers, type Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { staffMenuButton } from '../../buttons.ts';
import { choice, take } from '../engine/reply.ts';

/** The figures that were read from the file, short enough for a draft of 5,000 rows. */
const FIGURES = {
  key: 'figures',
  value: z.object({
    sha256: z.string(),
    bad: z.number().int(),
    rows: z.array(
      z.tuple([z.number().int(), z.string(), z.string(), z.string(), z.number().int(), z.boolean()]),
    ),
  }),
};

export interface FilledSheet {
  readonly sha256: string;
  readonly entries: readonly SheetEntry[];
  /** Cells that could not be read. */
  readonly bad: number;
}

function sheetOf(answers: Answers): FilledSheet | undefined {
  const stored = answers.of(FIGURES);
  if (stored === undefined) return undefined;
  return {
    sha256: stored.sha256,
    bad: stored.bad,
    entries: stored.rows.map(([row, column, number, month, amount, estimate]) => ({
      row,
      column,
      number,
      month,
      amount,
      estimate,
    })),
  };
}

/** The draft of this form for a file; it goes straight into the row, never through the state of a conversation. */
export function sheetDraft(sheet: FilledSheet, at: Date): string {
  const state: DraftState = {
    place: { on: 'question', key: 'apply' },
    answers: {
      [FIGURES.key]: {
        value: {
          sha256: sheet.sha256,
          bad: sheet.bad,
          rows: sheet.entries.map((it) => [it.row, it.column, it.number, it.month, it.amount, it.estimate]),
        },
        reader: 'sheet@1',
        at: at.toISOString(),
      },
    },
    wrong: 0,
    figures: [],
  };
  return draftCodec.encode(state);
}

interface C {
  readonly sheet: FilledSheet | undefined;
  /** Looked up for the preview alone. */
  readonly plan?: SheetPlan;
}

const SHOWN = 10;

/** One line for every figure that would change something; the rest stands in the file that was sent before. */
function planLines(plan: SheetPlan): readonly Line[] {
  const moving = plan.entries.filter((it) => it.decision !== 'unchanged');
  return [
    ...moving.slice(0, SHOWN).map((it) => {
      const values = {
        number: it.number,
        month: { monthShort: it.month },
        amount: { rupiah: it.amount },
      };
      return it.before === undefined
        ? line('export.fill.new', values)
        : line('export.fill.changed', { ...values, before: { rupiah: it.before.amount } });
    }),
    ...(moving.length > SHOWN ? [line('export.fill.more', { count: { count: moving.length - SHOWN } })] : []),
  ];
}

/** How many are new, changed, as they are, and not taken. */
export function countLine(plan: SheetPlan, bad: number): Line {
  const count = (decision: string): { readonly count: number } => ({
    count: plan.entries.filter((it) => it.decision === decision).length,
  });
  return line('export.fill.counts', {
    added: count('new'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: { count: plan.refused.length + bad },
  });
}

const apply = question<C, true>({
  key: 'apply',
  value: z.literal(true),
  numbered: false,
  ask: (_answers, { plan, sheet }) =>
    plan === undefined
      ? line('export.fill.again')
      : line('export.fill.ask', {
          counts: { line: countLine(plan, sheet?.bad ?? 0) },
          rows: { paragraphs: planLines(plan) },
        }),
  choices: () => [[choice('apply', line('export.fill.apply'), take(true))]],
  hints: [line('common.buttons'), line('common.buttons')],
});

const result = z.object({
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  refused: z.number(),
});

/** A filled-in sheet that was sent back: preview, then everything in one go. */
export const salesSheetForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'sales-sheet',
  version: 1,
  brief: true,
  duty: 'sales',
  title: 'export.fill.title',
  questions: [apply],
  load: (_services, _who, answers) => Promise.resolve({ sheet: sheetOf(answers) }),
  async look(services, who, _answers, context) {
    const { member } = who;
    if (context.sheet === undefined || member === undefined) return context;
    return { ...context, plan: await planSheet(services, member, context.sheet.entries) };
  },
  async submit(services, who, _answers, { sheet }) {
    const { member } = who;
    if (sheet === undefined || member === undefined)
      return { added: 0, changed: 0, unchanged: 0, refused: 0 };
    const done = await applySheet(services, member, sheet);
    return { ...done, refused: done.refused + sheet.bad };
  },
  result,
  receipt: (done) => ({
    text: line('export.fill.done', {
      added: { count: done.added },
      changed: { count: done.changed },
      unchanged: { count: done.unchanged },
      refused: { count: done.refused },
    }),
    buttons: [[staffMenuButton]],
  }),
};

export const salesSheetScript = fillOne(salesSheetForm);
