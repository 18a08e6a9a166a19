import { line, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { audit } from '../../../services/core/audit.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import type { Participant } from '../../../services/trainings/participant-rows.ts';
import { participantsOf } from '../../../services/trainings/participants.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Training } from '../../../services/trainings/trainings.ts';
import type { Button } from '../../message.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { staffTrainingRoute } from '../../routes/staff.ts';
import type { BotContext } from '../../turn.ts';

/** The way back from everything about one training. */
export const backTo = (id: number): readonly (readonly Button[])[] => [
  [button('staff.training.back', staffTrainingRoute.to(id))],
  [staffMenuButton],
];

/** Names are opened only here, so each look stands in the audit log; what cannot be recorded is not shown. */
export async function readPeople(
  ctx: BotContext,
  member: MemberRow,
  training: Training,
): Promise<readonly Participant[]> {
  await ctx.turn.once(`read:${training.id}`, codecs.nothing, (inside) =>
    audit(inside, {
      actor: member.number,
      action: 'participant.read',
      subject: `training:${training.number}`,
    }),
  );
  return participantsOf(ctx.turn.services, training.id);
}

/** "12. Siti Aminah, Cerme, jadi datang, WhatsApp" */
export function participantLine(services: Pick<Services, 'office'>, it: Participant, number: number): Line {
  const kecamatan = services.office.areas.kecamatan.find((area) => area.code === it.kecamatan)?.name;
  const notes: readonly Line[] = [
    ...(kecamatan === undefined ? [] : [line('staff.person.in', { kecamatan })]),
    ...(it.substitute === undefined ? [] : [line('staff.person.substitute', { name: it.substitute })]),
    ...(it.status === 'offered' ? [line('staff.person.offered')] : []),
    ...(it.confirmedAt === undefined ? [] : [line('staff.person.confirmed')]),
    ...(it.attendedAt === undefined ? [] : [line('staff.person.attended')]),
    ...(it.source === 'telegram' ? [] : [line(`staff.source.${it.source}`)]),
  ];
  return line('staff.person.item', { number, name: it.name ?? '–', notes: { list: notes } });
}
