import { z } from 'zod';
import { desks } from '../domain/eligibility/need.ts';
import { inspectionScope, type Inspection } from '../domain/office/inspection.ts';
import { rights, roles } from '../domain/office/roles.ts';
import { invite, type Appointment } from '../services/office/members.ts';
import { atomically, type Services } from '../services/core/services.ts';
import { partnersOf, type Partner } from '../services/partnership/partners/partners.ts';
import { startLink } from '../bot/routes/start.ts';
import { defineCommand, UsageError, type Room } from './command.ts';
import { commaList, kecamatanCodes, listOf, moment } from './words.ts';

/** What is asked of every invitation. */
export const invited = {
  name: z.string().trim().min(3, 'expected the full name'),
  post: z.string().trim().min(1).optional(),
  letter: z.string().trim().min(1).optional(),
};

const input = z.object({
  ...invited,
  role: z.enum(roles),
  kecamatan: commaList,
  rights: listOf(rights),
  company: z.string().trim().min(1).optional(),
  desks: listOf(desks),
  inspects: z.string().trim().optional(),
  until: z
    .string()
    .trim()
    .regex(/^\d{4}-\d\d-\d\d$/, 'expected a day such as 2026-12-31')
    .optional(),
  signs: z.boolean().default(false),
});

/** The first admin of an office comes by this command; later ones can be invited in the chat too. */
export const inviteCommand = defineCommand({
  name: 'invite',
  summary: 'invite somebody of the office; prints a link that works once, for three days',
  needs: 'database',
  input,
  describe: (definition) =>
    definition
      .requiredOption('--role <role>', `one of ${roles.join(', ')}`)
      .requiredOption('--name <name>', 'full name')
      .option('--post <post>', 'post in the office')
      .option('--letter <number>', 'number of the letter of appointment')
      .option('--kecamatan <list>', 'names or codes, separated by commas; left out: the whole kabupaten')
      .option('--rights <list>', `${rights.join(', ')}, separated by commas; left out: none`)
      .option('--company <id>', 'for the role partner: whose people they are, such as sig')
      .option('--desks <list>', `for the role partner: ${desks.join(', ')}; left out: both`)
      .option('--inspects <scope>', 'for the role auditor: all, partner:<id> or programme:<id>')
      .option('--until <day>', 'for the role auditor: the last day of the letter, such as 2026-12-31')
      .option('--signs', 'for the role partner: they decide for the company; others prepare')
      .addHelpText(
        'after',
        '\nRights apart: send = announcements, export = files with personal data, nik = see a NIK in full.\nThe role takes effect when you confirm who came: see "members", then "confirm".',
      ),
  async run(room, { kecamatan, rights: held, company, desks: own, signs, inspects, until, ...who }) {
    const { services } = await room.open();
    const partner = who.role === 'partner' ? await partnerNamed(services, company) : undefined;
    return inviteByLink(room, {
      ...who,
      kecamatan: kecamatanCodes(services, kecamatan),
      rights: held,
      inspection: who.role === 'auditor' ? inspectionOf(inspects, until, who.letter) : undefined,
      ...(partner === undefined
        ? {}
        : { partner: { id: partner.id, desks: own.length === 0 ? desks : own, signs } }),
    });
  },
});

function inspectionOf(inspects = '', until: string | undefined, letter: string | undefined): Inspection {
  const scope = inspectionScope(inspects);
  if (scope === undefined || until === undefined || letter === undefined)
    throw new UsageError('auditor: expected --letter, --inspects and --until');
  return { scope, until };
}

async function partnerNamed(services: Services, code: string | undefined): Promise<Partner> {
  const partners = await partnersOf(services);
  const found = partners.find((it) => it.code === code);
  if (found === undefined)
    throw new UsageError(
      `--company: expected one of ${partners.map((it) => it.code).join(', ')}, got ${code ?? 'none'}`,
    );
  return found;
}

/** Makes an invitation and prints its link, with what is to be done when it has been opened. */
export async function inviteByLink(
  room: Room,
  who: Omit<Appointment, 'post' | 'letter'> & {
    readonly post?: string | undefined;
    readonly letter?: string | undefined;
  },
): Promise<0> {
  const { prisma, services, botName } = await room.open();
  const { post, letter } = who;
  const made = await atomically(prisma, services, (inside) =>
    invite(inside, 'cli', { ...who, post, letter }),
  );
  if (made.kind !== 'invited') throw new UsageError('nobody can be given more than the inviter holds');
  const bot = await botName();
  room.say(`Invitation ${made.id} for ${who.name} (${who.role})`);
  room.say(
    `${bot === undefined ? 'Message to the bot' : 'Link'}: ${startLink(bot, 'invitation', made.code)}`,
  );
  room.say(`Code: ${made.code}`);
  room.say(`Valid until: ${moment(services.office, made.expiresAt)}`);
  if (who.rights.length === 0) room.say('Rights apart: none (no announcements, no exports)');
  room.say(`When it has been opened: npm run cli -- members, then: npm run cli -- confirm ${made.id}`);
  if (bot === undefined)
    room.warn('Telegram could not be asked for the name of the bot, so there is no link to print');
  return 0;
}
