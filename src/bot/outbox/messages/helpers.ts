import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import { nameByNumber } from '../../../services/people/people.ts';
import { ownerTitle } from '../../conversations/helpers/words.ts';
import type { Words } from './words.ts';
import { button } from '../../buttons.ts';
import { helperMenuRoute } from '../../routes/staff.ts';

const menu = [[button('helper.menu', helperMenuRoute.to())]];
const ended = z.object({ member: z.string(), person: z.string() });
const handed = z.object({ member: z.string(), count: z.number().int() });

/** To a helper whose owner speaks for themselves from now on; without any figure. */
export const helperEnded: Words = async (services, message) => {
  const { member, person } = readAs(ended, message.params);
  const helper = await memberByNumber(services, member);
  const owner = await nameByNumber(services, person);
  if (helper === undefined || helper.revokedAt !== undefined || owner === undefined) return undefined;
  return {
    text: line('helper.ended', { owner: { line: ownerTitle(owner.name, owner.salutation) } }),
    use: 'look',
    buttons: menu,
  };
};

/** To a helper who serves the owners of another one from now on. */
export const helperHanded: Words = async (services, message) => {
  const { member, count } = readAs(handed, message.params);
  const helper = await memberByNumber(services, member);
  if (helper === undefined || helper.revokedAt !== undefined) return undefined;
  return { text: line('helper.handed', { count: { count } }), buttons: menu };
};
