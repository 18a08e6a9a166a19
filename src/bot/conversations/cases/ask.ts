import { z } from 'zod';
import { meantBy, namedIn, soundsLikeComplaint } from '../../../domain/cases/matter.ts';
import { line, named } from '../../../i18n.ts';
import { knownOfficers } from '../../../services/cases/case-officers.ts';
import { openCase } from '../../../services/cases/cases.ts';
import type { Services } from '../../../services/core/services.ts';
import { activeMembers, type Member } from '../../../services/office/members.ts';
import { trainingById, type Training } from '../../../services/trainings/trainings.ts';
import { question, type Answers, type Form } from '../engine/form.ts';
import { choice, take, takeWords } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { letterQuestion } from '../questions/letter.ts';
import { replyToWords } from '../questions/words.ts';
import { menuButton } from '../../buttons.ts';

const result = z.object({
  id: z.number(),
  number: z.string(),
  dueOn: z.string(),
  /** Left out: a question. */
  complaint: z.literal(true).optional(),
});

/** The training that the question is about, when it was asked from there. */
const TRAINING = { key: 'training', value: z.number().int() };

interface AskContext {
  readonly training: Training | undefined;
  /** Those of the office whom this person has dealt with; only where it sounds like a complaint. */
  readonly officers: readonly Member[];
}

const asked = letterQuestion<AskContext>('question', {
  ask: 'start.ask.ask',
  hint: 'start.ask.hint1',
  first: 'start.ask.first',
});

const sounds = (answers: Answers): boolean => soundsLikeComplaint(answers.of(asked)?.text ?? '');

/** A number of the office, somebody by name, nobody of the office, or no complaint at all. */
const meant = z.union([
  z.object({ member: z.string() }),
  z.object({ name: z.string() }),
  z.enum(['nobody', 'asks']),
]);

/** Whom a complaint is about: they shall never be the one who reads it. */
const about = {
  ...question<AskContext, z.infer<typeof meant>>({
    key: 'about',
    value: meant,
    numbered: false,
    dependsOn: ['question'],
    when: sounds,
    ask: () => line('start.ask.about'),
    choices: (_answers, { officers }) => [
      ...officers.map((it, at) => [choice(`m${at}`, named(it.name), take({ member: it.number }))]),
      [choice('nobody', line('start.ask.about.nobody'), take('nobody'))],
      [choice('asks', line('start.ask.about.asks'), take('asks'))],
    ],
    read: (said) => replyToWords(said, { least: 3, most: 80 }, (name) => takeWords({ name })),
    reader: 'text@1',
    hints: [line('start.ask.about.hint'), line('start.ask.about.hint')],
  }),
  value: meant,
};

/** *Tanya petugas*: a question or a complaint becomes a case with a number and a promised day. */
const askForm: Form<AskContext, Services, z.infer<typeof result>> = {
  name: 'ask',
  version: 2,
  brief: true,
  title: 'start.ask.title',
  questions: [asked, about],
  heading: (_answers, { training }) =>
    training === undefined
      ? undefined
      : line('training.ask.about', {
          title: training.title,
          when: { moment: training.startsAt.toISOString() },
        }),
  load: async (services, who, answers) => {
    const id = answers.of(TRAINING);
    return {
      training: id === undefined ? undefined : await trainingById(services, id),
      officers: sounds(answers) ? await knownOfficers(services, who.accountId) : [],
    };
  },
  submit: async (services, who, answers, { training }) => {
    const { text, file } = answers.of(asked) ?? {};
    const whom = answers.of(about) ?? 'asks';
    const of = {
      accountId: who.accountId,
      personId: who.personId,
      file,
      ...(training === undefined ? {} : { details: { training: training.number } }),
    };
    if (whom === 'asks') return openCase(services, { ...of, kind: 'question', text });
    const name = typeof whom === 'object' && 'name' in whom ? whom.name : undefined;
    const members = await activeMembers(services);
    const spokenOf = [
      ...namedIn(
        text ?? '',
        members.map((it) => it.name),
      ),
      ...(name === undefined
        ? []
        : meantBy(
            name,
            members.map((it) => it.name),
          )),
    ];
    const chosen = typeof whom === 'object' && 'member' in whom ? whom.member : undefined;
    const opened = await openCase(services, {
      ...of,
      kind: 'complaint',
      text: name === undefined ? text : `${text ?? ''}\n(${name})`.trim(),
      notFor: members
        .filter((it) => it.number === chosen || spokenOf.includes(it.name))
        .map((it) => it.number),
    });
    return { ...opened, complaint: true };
  },
  goesOn: ({ id }) => ({ case: id, way: 'office' }),
  result,
  receipt: ({ number, dueOn, complaint }) => ({
    text: line(complaint === true ? 'start.ask.complaint' : 'start.ask.receipt', {
      number,
      day: { day: dueOn },
    }),
    buttons: [[menuButton]],
  }),
};

export const ask = fillOne(askForm, { fresh: true });
