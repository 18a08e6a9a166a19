import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { participantInChat, type Participant } from '../../../services/trainings/participant-rows.ts';
import { setSubstitute } from '../../../services/trainings/seat-answers.ts';
import type { Services } from '../../../services/core/services.ts';
import { seatedButtons } from '../../training-lines.ts';
import { question, type Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { replyToName } from '../questions/names.ts';
import { menuButton } from '../../buttons.ts';

/** The participation that the form is about, known before it begins. */
export const PARTICIPANT = { key: 'participant', value: z.number().int() };

interface SubstituteContext {
  /** Only one of this chat; undefined when the number was forged. */
  readonly participant: Participant | undefined;
}

const name = question<SubstituteContext, string>({
  key: 'name',
  value: z.string(),
  numbered: false,
  ask: () => line('training.substitute.ask'),
  read: replyToName,
  reader: 'name@1',
  hints: [line('training.substitute.hint1'), line('training.substitute.hint1')],
});

const result = z.union([
  z.object({ name: z.string(), seat: z.number(), id: z.number(), trainingId: z.number() }),
  z.literal('gone'),
]);

/** *Saya diwakilkan*: somebody else comes on the same seat. */
const substituteForm: Form<SubstituteContext, Services, z.infer<typeof result>> = {
  name: 'substitute',
  version: 1,
  brief: true,
  title: 'training.substitute.title',
  questions: [name],
  load: async (services, who, answers) => {
    const id = answers.of(PARTICIPANT);
    return {
      participant: id === undefined ? undefined : await participantInChat(services, id, who.accountId),
    };
  },
  submit: async (services, _who, answers, { participant }) => {
    const given = answers.of(name);
    if (participant === undefined || given === undefined) return 'gone';
    const set = await setSubstitute(services, participant.id, given);
    return set.kind === 'set' && participant.seat !== undefined
      ? { name: given, seat: participant.seat, id: participant.id, trainingId: participant.trainingId }
      : 'gone';
  },
  result,
  receipt: (done) =>
    done === 'gone'
      ? { text: line('training.substitute.gone'), buttons: [[menuButton]] }
      : {
          text: line('training.substitute.done', { name: done.name, seat: done.seat }),
          buttons: seatedButtons(done.id, done.trainingId, true),
        },
};

export const substitute = fillOne(substituteForm, { fresh: true });
