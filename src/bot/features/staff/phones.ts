import { formatPhone } from '../../../domain/people/identity.ts';
import { may, type Duty } from '../../../domain/office/roles.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  applicationFile,
  deskApplication,
} from '../../../services/partnership/applications/application-desk.ts';
import { servedBusinesses } from '../../../services/helpers/assistance.ts';
import { toBeCalled } from '../../../services/trainings/attendance.ts';
import { caseFor } from '../../../services/cases/case-desk.ts';
import { listRow } from '../../../services/cases/case-rows.ts';
import { businessFor, type SeenBusiness } from '../../../services/people/find-business.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { participantById } from '../../../services/trainings/participant-rows.ts';
import { notePhoneRead, type PhoneOf } from '../../../services/people/phone-looks.ts';
import type { Services } from '../../../services/core/services.ts';
import { mayVerify } from '../../../services/people/verifications.ts';
import type { Button } from '../../message.ts';
import { button, buttonRow } from '../../buttons.ts';
import {
  businessRoute,
  caseRoute,
  deskApplicationRoute,
  phoneRoute,
  registrationRoute,
  rowRoute,
  servedOneRoute,
  staffTrainingRoute,
} from '../../routes/staff.ts';
import type { CallbackData } from '../../routes/route.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

interface Found {
  readonly of: PhoneOf;
  readonly name: string | undefined;
  /** E.164 */
  readonly phone: string | undefined;
  /** The card from which it was asked for. */
  readonly back: CallbackData;
}

interface Source {
  readonly duty: Duty;
  /** Undefined for what is not this member's to see; `part` is the row of a list. */
  find(services: Services, member: MemberRow, id: number, part: number): Promise<Found | undefined>;
}

const ofBusiness = (seen: SeenBusiness, back: CallbackData): Found => ({
  of: { personId: seen.ownerId },
  name: seen.ownerName,
  phone: seen.phone,
  back,
});

/** Every card on which a number can be asked for; each sees only whom the card itself shows. */
const sources = {
  biz: {
    duty: 'sales',
    async find(services, member, id) {
      const seen = await businessFor(services, member, id);
      return seen === undefined ? undefined : ofBusiness(seen, businessRoute.to(id));
    },
  },
  verify: {
    duty: 'cases',
    async find(services, member, id) {
      const seen = (await mayVerify(services, member, id))
        ? await businessFor(services, member, id)
        : undefined;
      return seen === undefined ? undefined : ofBusiness(seen, registrationRoute.to(id));
    },
  },
  app: {
    duty: 'cases',
    async find(services, member, id) {
      const application = await deskApplication(services, member, id);
      const file = application === undefined ? undefined : await applicationFile(services, application);
      if (application === undefined || file === undefined) return undefined;
      const { name, phone } = file.owner;
      return { of: { personId: application.personId }, name, phone, back: deskApplicationRoute.to(id) };
    },
  },
  case: {
    duty: 'cases',
    async find(services, member, id) {
      const it = await caseFor(services, member, id);
      if (it?.personId === undefined) return undefined;
      const { name, phone } = it.who;
      return { of: { personId: it.personId }, name, phone, back: caseRoute.to(id) };
    },
  },
  row: {
    duty: 'cases',
    async find(services, member, id, part) {
      if ((await caseFor(services, member, id)) === undefined) return undefined;
      const row = await listRow(services, member, id, part);
      return row === undefined ? undefined : ofBusiness(row.seen, rowRoute.to(id, part));
    },
  },
  call: {
    duty: 'trainings',
    async find(services, member, id) {
      const it = await participantById(services, id);
      if (it === undefined || !may(member, 'trainings', it.training.kecamatan)) return undefined;
      const called = await toBeCalled(services, it.trainingId);
      if (!called.some((one) => one.id === id)) return undefined;
      return {
        of: it.personId === undefined ? { training: it.training.number } : { personId: it.personId },
        name: it.name,
        phone: it.phone,
        back: staffTrainingRoute.to(it.trainingId, 'call'),
      };
    },
  },
  help: {
    duty: 'assist',
    async find(services, member, id) {
      const [served] = await servedBusinesses(services, member, [id]);
      if (served === undefined) return undefined;
      const { id: personId, name, phone } = served.owner;
      return { of: { personId }, name, phone, back: servedOneRoute.to('o', id) };
    },
  },
} as const satisfies Readonly<Record<string, Source>>;

/** *Lihat nomor HP*: a row of buttons on a card, empty where no number is known. */
export function phoneRow(
  of: keyof typeof sources,
  phone: string | undefined,
  id: number,
  part?: number,
): readonly (readonly Button[])[] {
  if (phone === undefined) return [];
  return [buttonRow('staff.phone.button', phoneRoute.to(of, id, part))];
}

/** A number to be dialled stands on no card: it is asked for by a press, and each look is in the audit log. */
export function phoneButtons(): readonly Press[] {
  return [
    onPress(phoneRoute, (ctx, of, id, part = 0) =>
      onDuty(sources[of].duty, async (_ctx, member) => {
        const found = await sources[of].find(ctx.turn.services, member, id, part);
        if (found?.phone === undefined) return oldPress(ctx);
        // Noted before it is shown: what cannot be logged is not shown.
        await ctx.turn.once('phone', codecs.nothing, (inside) => notePhoneRead(inside, member, found.of, of));
        await showPhone(ctx, found, found.phone);
      })(ctx),
    ),
  ];
}

async function showPhone(ctx: BotContext, { name, back }: Found, phone: string): Promise<void> {
  await say(ctx, [named(name ?? '–'), ...phoneLines(phone)], [[button('staff.phone.back', back)]]);
}

/** A number (E.164) that was noted to be seen: also in the international form, of which Telegram makes a link that dials. */
export function phoneLines(phone: string): readonly Line[] {
  const shown = formatPhone(phone);
  return [named(shown === phone ? phone : `${shown} (${phone})`), line('staff.phone.noted')];
}
