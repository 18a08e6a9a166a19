import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { removalReasons, type RemovalReason } from '../../../domain/partnership/group.ts';
import { line, type Line } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  memberStates,
  openToMembers,
  ownGroupApplication,
} from '../../../services/partnership/steps/group-applications.ts';
import { servedBusinesses, type ServedBusiness } from '../../../services/helpers/assistance.ts';
import { servedGroups } from '../../../services/helpers/group-members.ts';
import { activeMembers } from '../../../services/office/members.ts';
import { groupNews, leftGroup, ownGroup } from '../../../services/partnership/applications/groups.ts';
import { button, buttonRow, menuButton } from '../../buttons.ts';
import { ownerAndBusiness, ownerTitle } from '../../conversations/helpers/words.ts';
import { groupApplicationRoute, groupRoute } from '../../routes/owners.ts';
import { servedGroupRoute } from '../../routes/staff.ts';
import type { Worded, Words } from './words.ts';
import { programmeName } from '../../../reports/application-lines.ts';

const news = z.object({
  group: z.number().int(),
  about: z.enum(groupNews),
  reason: z.enum(removalReasons).optional(),
  /** Of whoever was removed and has no chat: their business, and who serves them. */
  business: z.number().int().optional(),
  member: z.string().optional(),
});

/** Somebody has joined or follows, or the head has left; nothing to say to whoever has left meanwhile. */
export const groupNewsOf: Words = async (services, { person, params }) => {
  const { group: id, about, reason, business, member } = readAs(news, params);
  if (about === 'removed' && business !== undefined)
    return removedServed(services, id, reason, await servedOf(services, member, business));
  if (about === 'removed') return removed(services, person?.id, id, reason);
  const group = person === undefined ? undefined : await ownGroup(services, person.id, id);
  if (group === undefined || (about === 'headless' && group.headId !== undefined)) return undefined;
  return {
    text: line(`group.news.${about}`, { group: group.name ?? '–' }),
    buttons: [
      about === 'headless'
        ? buttonRow('group.button.lead', groupRoute.to('head', id))
        : buttonRow('group.button.see', groupRoute.to('see', id)),
    ],
  };
};

/** Not due where they are in it again. */
async function removed(
  services: Services,
  personId: number | undefined,
  id: number,
  reason: RemovalReason | undefined,
): Promise<Worded | undefined> {
  const group = personId === undefined ? undefined : await leftGroup(services, personId, id);
  if (group === undefined || reason === undefined) return undefined;
  return {
    text: line('group.news.removed', {
      group: group.name ?? '–',
      reason: { line: line(`group.out.${reason}`) },
    }),
    buttons: [[button('start.menu.partnership', 'partnership')], [menuButton]],
  };
}

/** Whoever serves somebody without Telegram tells them. */
async function removedServed(
  services: Services,
  id: number,
  reason: RemovalReason | undefined,
  served: ServedBusiness | undefined,
): Promise<Worded | undefined> {
  const group = served === undefined ? undefined : await leftGroup(services, served.owner.id, id);
  if (served === undefined || group === undefined || reason === undefined) return undefined;
  return {
    text: line('helper.group.removed', {
      group: group.name ?? '–',
      reason: { line: line(`group.out.${reason}`) },
      owner: { line: nameOf(served) },
    }),
    use: 'look',
    buttons: [buttonRow('helper.group.button', servedGroupRoute.to(served.business.id))],
  };
}

const nameOf = ({ owner, business }: ServedBusiness): Line =>
  ownerAndBusiness(ownerTitle(owner.name, owner.salutation), business.name);

/** A business that this member of the office serves now. */
async function servedOf(
  services: Services,
  member: string | undefined,
  business: number,
): Promise<ServedBusiness | undefined> {
  const helper = (await activeMembers(services)).find(({ number }) => number === member);
  return helper === undefined ? undefined : (await servedBusinesses(services, helper, [business]))[0];
}

const asked = z.object({ application: z.number().int() });

/** Whether a member goes along; not due once they do, the programme is closed, or they have left. */
export const groupAsked: Words = async (services, { person, params }) => {
  const { application: id } = readAs(asked, params);
  const it = person === undefined ? undefined : await ownGroupApplication(services, person.id, id);
  const programme = it === undefined ? undefined : await openToMembers(services, it);
  if (person === undefined || it === undefined || programme === undefined) return undefined;
  const own = (await memberStates(services, it)).find(({ personId }) => personId === person.id);
  if (own?.state !== undefined) return undefined;
  return {
    text: line(it.sent ? 'group.asked.late' : 'group.asked', {
      group: it.group.name ?? '–',
      programme: { line: programmeName(programme) },
      partner: programme.partner.name,
    }),
    buttons: [
      buttonRow('group.button.join', groupApplicationRoute.to('join', id, person.id)),
      buttonRow('group.button.no', groupApplicationRoute.to('no', id, person.id)),
    ],
  };
};

const throughHelper = z.object({
  application: z.number().int(),
  business: z.number().int(),
  member: z.string(),
});

/** Whoever serves a member without Telegram asks them; not due once they have agreed, or somebody else serves them. */
export const groupAskedHelper: Words = async (services, { params }) => {
  const { application, business: id, member } = readAs(throughHelper, params);
  const served = await servedOf(services, member, id);
  if (served === undefined) return undefined;
  const waiting = (await servedGroups(services, served)).flatMap(({ group, waiting: all }) =>
    all.filter(({ it, agreed }) => it.id === application && !agreed).map((it) => ({ ...it, group })),
  )[0];
  if (waiting === undefined) return undefined;
  return {
    text: line('helper.group.asked', {
      group: waiting.group.name ?? '–',
      programme: { line: programmeName(waiting.programme) },
      owner: { line: nameOf(served) },
    }),
    use: 'look',
    buttons: [buttonRow('helper.group.button', servedGroupRoute.to(id))],
  };
};
