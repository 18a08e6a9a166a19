import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { localDate } from '../../../domain/month/calendar.ts';
import { clip } from '../../../domain/words/clip.ts';
import { line } from '../../../i18n.ts';
import { seriesEndedFor } from '../../../services/announcements/series.ts';
import { caseById, type CaseEvent, type OpenCase } from '../../../services/cases/case-desk.ts';
import { morningOf } from '../../../services/cases/case-mornings.ts';
import { countLatePayments } from '../../../services/partnership/agreements/shipments.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import type { Outgoing } from '../../../services/core/outgoing.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Words } from './words.ts';
import { ownerTitle } from '../../conversations/helpers/words.ts';
import { button, menuButton, requestsButton } from '../../buttons.ts';
import { ownCaseRoute } from '../../routes/owners.ts';
import {
  announcementRoute,
  caseRoute,
  deskRoute,
  latePaymentsRoute,
  queueRoute,
} from '../../routes/staff.ts';

const params = z.object({ case: z.number().int(), event: z.number().int() });
const voiceParams = params.pick({ case: true });

async function about(
  services: Services,
  message: Outgoing,
): Promise<{ readonly it: OpenCase; readonly event: CaseEvent } | undefined> {
  const { case: id, event: eventId } = readAs(params, message.params);
  const it = await caseById(services, id);
  const event = it?.events.find((candidate) => candidate.id === eventId);
  return it === undefined || event === undefined ? undefined : { it, event };
}

/** What an officer writes to an owner inside a case. */
export const caseMessage: Words = async (services, message) => {
  const found = await about(services, message);
  if (found === undefined) return undefined;
  const { it, event } = found;
  const from = { member: event.by ?? '–', number: it.number };
  return {
    text:
      event.text === undefined
        ? line('case.owner.messageFile', from)
        : line('case.owner.message', { ...from, text: event.text }),
    buttons: [
      [
        button('case.owner.reply', ownCaseRoute.to('reply', it.id)),
        button('case.owner.helped', ownCaseRoute.to('yes', it.id)),
      ],
    ],
    ...(event.file === undefined ? {} : { file: event.file }),
  };
};

/** A recording went to the office without a press: whoever sent it had said nothing else. */
export const voiceSent: Words = async (services, message) => {
  const it = await caseById(services, readAs(voiceParams, message.params).case);
  return (
    it && {
      text: line('start.voice.sent', { number: it.number, day: { day: it.dueOn } }),
      buttons: [[requestsButton, menuButton]],
    }
  );
};

/** Asks the owner whether it helped; not due when the case was opened again meanwhile. */
export const caseResolved: Words = async (services, message) => {
  const found = await about(services, message);
  if (found?.it.status !== 'resolved') return undefined;
  const { it, event } = found;
  return {
    text: [
      line('case.owner.resolved', { number: it.number, member: event.by ?? '–' }),
      ...(event.text === undefined ? [] : [line('case.owner.resolvedText', { text: event.text })]),
      line('case.owner.resolvedAsk'),
    ],
    buttons: [
      [
        button('case.owner.helped', ownCaseRoute.to('yes', it.id)),
        button('case.owner.notYet', ownCaseRoute.to('reply', it.id)),
      ],
    ],
  };
};

/** An owner has written inside a case: whoever has taken it is told. */
export const caseAnswer: Words = async (services, message) => {
  const found = await about(services, message);
  if (found === undefined) return undefined;
  const { it, event } = found;
  return {
    text: [
      line('case.staff.answer', {
        matter: { line: line(`case.matter.${it.matter}`) },
        number: it.number,
        kind: { line: line(`case.kind.${it.kind}`) },
      }),
      ...(event.text === undefined ? [] : [line('case.staff.answerText', { text: event.text })]),
    ],
    use: 'look',
    buttons: [[button('case.staff.open', caseRoute.to(it.id))]],
    ...(event.file === undefined ? {} : { file: event.file }),
  };
};

/** The owner says that the answer has helped: without a sound, since nothing is to be done. */
export const caseHelped: Words = async (services, message) => {
  const found = await about(services, message);
  if (found === undefined) return undefined;
  const { it } = found;
  return {
    text: line('case.staff.helped', {
      who: { line: ownerTitle(it.who.name, it.who.salutation) },
      number: it.number,
    }),
    use: 'look',
    silent: true,
    buttons: [[button('case.staff.open', caseRoute.to(it.id))]],
  };
};

/** A colleague has handed a case over. */
export const caseAssigned: Words = async (services, message) => {
  const found = await about(services, message);
  if (found === undefined) return undefined;
  const { it, event } = found;
  return {
    text: line('case.staff.assigned', {
      number: it.number,
      kind: { line: line(`case.kind.${it.kind}`) },
      by: event.by ?? '–',
    }),
    buttons: [[button('case.staff.open', caseRoute.to(it.id))]],
  };
};

const morningParams = z.object({ member: z.string() });

/** The note of the morning; not due when nothing waits. */
export const caseMorning: Words = async (services, message) => {
  const member = await memberByNumber(services, readAs(morningParams, message.params).member);
  if (member === undefined || member.revokedAt !== undefined) return undefined;
  const it = await morningOf(services, member);
  const unpaid = await countLatePayments(services, member);
  const ended = await seriesEndedFor(services, member, localDate(message.notBefore, services.office.zone));
  if (it.mine + it.free + it.late + unpaid + ended.length === 0) return undefined;
  return {
    text: [
      line('case.morning.head'),
      ...(it.mine === 0
        ? []
        : [line('case.morning.mine', { count: { count: it.mine }, late: { count: it.mineLate } })]),
      ...(it.free === 0 ? [] : [line('case.morning.free', { count: { count: it.free } })]),
      ...(it.late === 0 ? [] : [line('case.morning.late', { count: { count: it.late } })]),
      ...(unpaid === 0 ? [] : [line('shipment.morning', { count: { count: unpaid } })]),
      ...ended.map(({ text, code }) => line('broadcast.series.morning', { title: clip(text, 60), code })),
    ],
    buttons: [
      [{ label: line('case.morning.open'), data: it.late === 0 ? deskRoute.to() : queueRoute.to('late') }],
      ...(unpaid === 0
        ? []
        : [
            [
              {
                label: line('shipment.late.menu', { count: { count: unpaid } }),
                data: latePaymentsRoute.to(0),
              },
            ],
          ]),
      ...ended.map(({ id, code }) => [
        { label: line('broadcast.series.see', { code }), data: announcementRoute.to(id, 'show') },
      ]),
    ],
  };
};
