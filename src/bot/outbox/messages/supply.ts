import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { may } from '../../../domain/office/roles.ts';
import { line } from '../../../i18n.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import { inquiryOf } from '../../../services/partnership/candidates/suppliers.ts';
import {
  ownSearch,
  searchById,
  supplyNews,
} from '../../../services/partnership/candidates/supply-searches.ts';
import { button } from '../../buttons.ts';
import { inquiryRoute } from '../../routes/owners.ts';
import { deskSupplyRoute, supplyRoute } from '../../routes/staff.ts';
import { searchName } from '../../supply-lines.ts';
import type { Words } from './words.ts';

const asked = z.object({ inquiry: z.number().int() });

/** "Mau ditawari?"; not due when it was stopped or its day has passed, and to nobody who cannot be found any more. */
export const supplyAsked: Words = async (services, { params, account }) => {
  const inquiry = await inquiryOf(services, readAs(asked, params).inquiry, { accountId: account.id });
  if (inquiry?.state !== 'ask' || inquiry.answer !== undefined) return undefined;
  const { id, partner, quantity, item, neededBy } = inquiry;
  return {
    text: line('supply.asked', { partner, quantity: { count: quantity }, item, day: { day: neededBy } }),
    buttons: [
      [
        button('supply.button.yes', inquiryRoute.to('yes', id)),
        button('supply.button.no', inquiryRoute.to('no', id)),
      ],
      [button('partnership.news.title', 'programme-news')],
    ],
  };
};

const news = z.object({ search: z.number().int(), about: z.enum(supplyNews), member: z.string() });

/** The office is told of words that wait, the company's person of what became of them. */
export const supplyNewsOf: Words = async (services, { params }) => {
  const { search: id, about, member: number } = readAs(news, params);
  const member = await memberByNumber(services, number);
  if (member === undefined || member.revokedAt !== undefined) return undefined;
  const isOffice = about === 'words';
  const search = isOffice ? await searchById(services, id) : await ownSearch(services, member, id);
  if (search === undefined || (isOffice && (search.state !== 'words' || !may(member, 'programmes'))))
    return undefined;
  return {
    text: line(`supply.news.${about}`, { search: { line: searchName(search) } }),
    buttons: [
      [isOffice ? button('supply.see', deskSupplyRoute.to(id)) : button('supply.see', supplyRoute.to(id))],
    ],
  };
};
