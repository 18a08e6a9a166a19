import { z } from 'zod';
import { findKecamatan } from '../../../../domain/people/area.ts';
import { readWord } from '../../../../domain/words/words.ts';
import { line } from '../../../../i18n.ts';
import { addByHand, walkIn } from '../../../../services/trainings/attendance.ts';
import type { Services } from '../../../../services/core/services.ts';
import { question, type Form } from '../../engine/form.ts';
import { fillOne } from '../../engine/script.ts';
import { kecamatanRows } from '../../questions/place.ts';
import { replyToPhone } from '../../questions/phone-reply.ts';
import { choice, hint, leave, take } from '../../engine/reply.ts';
import { backToTraining, headingOf, loadTraining, type TrainingContext } from './context.ts';
import { replyToName } from '../../questions/names.ts';

type C = TrainingContext;

const name = question<C, string>({
  key: 'name',
  value: z.string(),
  ask: () => line('staff.add.name'),
  read: replyToName,
  reader: 'name@1',
  hints: [line('register.name.hint1'), line('register.name.hint2')],
});

const phone = question<C, string>({
  key: 'phone',
  value: z.string(),
  ask: () => line('staff.add.phone'),
  choices: () => [[choice('skip', line('common.button.skip'), leave('skipped'))]],
  read: (said) => replyToPhone(said),
  reader: 'phone@1',
  hints: [line('staff.add.phoneHint'), line('staff.add.phoneHint')],
});

const kecamatan = question<C, string>({
  key: 'kecamatan',
  value: z.string(),
  ask: () => line('staff.add.kecamatan'),
  choices: (answers, { areas }) => [
    ...kecamatanRows(areas, answers),
    [choice('skip', line('common.button.skip'), leave('skipped'))],
  ],
  read: (said, _answers, { areas }) => {
    if (said.kind !== 'text') return hint();
    if (readWord(said.text) === 'skip') return leave('skipped');
    const found = findKecamatan(said.text, areas.kecamatan);
    return found.kind === 'ok' ? take(found.value.code) : hint();
  },
  reader: 'area@1',
  hints: [line('register.kecamatan.hint1'), line('register.kecamatan.hint1')],
});

const sources = ['phone', 'whatsapp', 'walk-in'] as const;

const source = question<C, (typeof sources)[number]>({
  key: 'source',
  value: z.enum(sources),
  ask: () => line('staff.add.source'),
  choices: () => [
    [
      choice('phone', line('staff.source.phone'), take('phone')),
      choice('whatsapp', line('staff.source.whatsapp'), take('whatsapp')),
    ],
    [choice('walk-in', line('staff.source.walk-in'), take('walk-in'))],
  ],
  hints: [line('common.buttons'), line('common.buttons')],
});

const result = z.object({
  kind: z.enum([
    'seated',
    'waiting',
    'already',
    'extra',
    'closed',
    'cancelled',
    'over',
    'unknown',
    'not-now',
    'not-yours',
    'full',
  ]),
  name: z.string(),
  seat: z.number().optional(),
  training: z.number().optional(),
});

/** *Tambah peserta*: who said yes by phone or WhatsApp, or stands at the door. */
const addParticipantForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'participant-add',
  version: 2,
  brief: true,
  duty: 'trainings',
  title: 'staff.add.title',
  questions: [name, phone, kecamatan, source],
  heading: headingOf,
  load: loadTraining,
  submit: async (services, _who, answers, { training, member }) => {
    const given = answers.of(name) ?? '';
    const how = answers.of(source);
    if (training === undefined || member === undefined || how === undefined)
      return { kind: 'unknown', name: given };
    const stranger = { name: given, phone: answers.of(phone), kecamatan: answers.of(kecamatan) };
    const added =
      how === 'walk-in'
        ? await walkIn(services, training.id, { stranger }, { member })
        : await addByHand(services, training.id, member, { who: { stranger }, source: how });
    const seat = 'participant' in added ? added.participant.seat : undefined;
    return {
      kind: added.kind,
      name: given,
      training: training.id,
      ...(seat === undefined ? {} : { seat }),
    };
  },
  result,
  receipt: (done) =>
    backToTraining(
      done.training,
      done.kind === 'seated'
        ? line('staff.add.done.seated', { name: done.name, seat: done.seat ?? 0 })
        : line(`staff.add.done.${done.kind}`, { name: done.name }),
    ),
};

export const addParticipant = fillOne(addParticipantForm);
