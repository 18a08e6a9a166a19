import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { rungIn, rungMember } from '../../../services/cases/case-rings.ts';
import { button } from '../../buttons.ts';
import { numberButtons, rungLines } from '../../ring-lines.ts';
import { queueRoute, ringRoute } from '../../routes/staff.ts';
import type { Words } from './words.ts';

const params = z.object({ member: z.string(), note: z.string() });

/** What is new and still free. Not due outside the hours of the office, or when colleagues have taken all of it. */
export const caseRing: Words = async (services, message) => {
  const { member: number, note } = readAs(params, message.params);
  const member = await rungMember(services, number);
  const all = member === undefined ? [] : await rungIn(services, member, note);
  const free = all.filter(({ it }) => it.status === 'open' && it.assignee === undefined);
  const [first, ...others] = free;
  if (first === undefined) return undefined;
  const isAlone = others.length === 0;
  return {
    text: [
      ...rungLines(services, free),
      line('common.blank'),
      line(isAlone ? 'case.ring.how' : 'case.ring.howMany'),
    ],
    use: 'look',
    silent: true,
    buttons: isAlone
      ? [[button('case.ring.take', ringRoute.to(first.it.id))]]
      : [...numberButtons(free), [button('case.ring.all', queueRoute.to('free'))]],
  };
};
