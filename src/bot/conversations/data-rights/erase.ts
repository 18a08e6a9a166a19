import { z } from 'zod';
import { line, named, type Line } from '../../../i18n.ts';
import { hasContractRecord } from '../../../services/partnership/agreements/agreement-erasure.ts';
import { erasePerson, eraseStranger, hasAgreement } from '../../../services/data-rights/erasure.ts';
import type { Services } from '../../../services/core/services.ts';
import { question, type Form } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { fillOne } from '../engine/script.ts';
import { isMeant } from '../people/own-business.ts';
import { menuButton } from '../../buttons.ts';
import { choice, decline, hint, take } from '../engine/reply.ts';

interface Context {
  /** The person whose turn it is now; undefined in a chat where nobody has registered. */
  readonly personId: number | undefined;
  /** An agreement is signed, so a person decides what stays. */
  readonly agreement: boolean;
  /** There was an agreement: of its record something stays, which is told. */
  readonly record: boolean;
}

const sure = question<Context, 'erase'>({
  key: 'sure',
  value: z.literal('erase'),
  numbered: false,
  bare: true,
  ask: (_answers, { personId, agreement, record }) => {
    if (personId === undefined) return line('data.erase.askStranger');
    const ask = line(agreement ? 'data.erase.askAgreement' : 'data.erase.ask');
    return record ? line('agreement.erase', { ask: { line: ask } }) : ask;
  },
  choices: () => [
    [choice('erase', line('data.erase.yes'), take('erase'))],
    [choice('keep', line('data.erase.no'), decline(line('data.erase.kept')))],
  ],
  // Only this word: "iya" and "nggih" may mean no more than "I hear you".
  read: (said) =>
    said.kind === 'text' && said.text.trim().toLowerCase() === 'hapus' ? take('erase') : hint(),
  reader: 'exact@1',
  hints: [line('data.erase.hint'), line('data.erase.ask')],
});

const result = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('erased'), asked: z.array(z.string()).readonly().optional() }),
  z.object({ kind: z.literal('agreement'), number: z.string(), dueOn: z.string() }),
  /** Somebody else is speaking in this chat now: nothing was erased. */
  z.object({ kind: z.literal('other') }),
]);
export type Erased = z.infer<typeof result>;

/** The last words after an erasure hold nothing of the person, not even how they were addressed. */
export function erasedText(done: Erased): Line {
  switch (done.kind) {
    case 'erased':
      return line('data.erase.done');
    case 'agreement':
      return line('data.erase.agreement', { number: done.number, day: { day: done.dueOn } });
    case 'other':
      return line('data.erase.other');
  }
}

function receiptOf(done: Erased): Receipt {
  const asked = done.kind === 'erased' ? (done.asked ?? []) : [];
  return {
    text: erasedText(done),
    lines:
      asked.length === 0
        ? []
        : [line('common.blank'), line('data.erase.asked', { numbers: { list: asked.map(named) } })],
    buttons: done.kind === 'erased' ? [] : [[menuButton]],
  };
}

/** *Minta dihapus*: what it cannot reach, then the button or the exact word; carried out at once. */
const eraseForm: Form<Context, Services, Erased> = {
  name: 'erase',
  version: 1,
  brief: true,
  title: 'data.erase.title',
  questions: [sure],
  load: async (services, who) => ({
    personId: who.personId,
    agreement: who.personId !== undefined && (await hasAgreement(services, who.personId)),
    record: who.personId !== undefined && (await hasContractRecord(services, who.personId)),
  }),
  submit: async (services, who, answers) => {
    if (!isMeant(answers, who.personId)) return { kind: 'other' };
    if (who.personId === undefined)
      return { kind: (await eraseStranger(services, who.accountId)) ? 'erased' : 'other' };
    return erasePerson(services, { accountId: who.accountId, personId: who.personId });
  },
  receipt: receiptOf,
  result,
};

export const erase = fillOne(eraseForm);
