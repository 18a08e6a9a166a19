import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { desks } from '../../../domain/eligibility/need.ts';
import { inspectionScope, type Inspection, type InspectionScope } from '../../../domain/office/inspection.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { may, roles, type Role } from '../../../domain/office/roles.ts';
import { line, named } from '../../../i18n.ts';
import { partnerById, partnersOf, type Partner } from '../../../services/partnership/partners/partners.ts';
import { invite, memberByNumber } from '../../../services/office/members.ts';
import { todayOf, type Services } from '../../../services/core/services.ts';
import { dayQuestion } from '../questions/day.ts';
import { question, type Answers, type Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { areaQuestion, rightsOf, rightsQuestion, type StandingContext } from './member-questions.ts';
import { choice, leave, take } from '../engine/reply.ts';
import { wordsQuestion } from '../questions/words.ts';
import { replyToPhone } from '../questions/phone-reply.ts';
import { tickQuestion } from '../questions/ticks.ts';
import { replyToName } from '../questions/names.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { membersRoute } from '../../routes/staff.ts';
import { startLink } from '../../routes/start.ts';

interface C extends StandingContext {
  readonly partners: readonly Partner[];
  readonly programmes: readonly Programme[];
  readonly today: Temporal.PlainDate;
}

/** Name of the bot for the link, known before the form begins. */
export const BOT_NAME = { key: 'bot', value: z.string() };

const MOST_POST = 80;
const MOST_LETTER = 60;

const role = question<C, Role>({
  key: 'role',
  value: z.enum(roles),
  numbered: false,
  ask: () => line('member.form.role'),
  choices: () => roles.map((it) => [choice(it, line(`member.role.${it}`), take(it))]),
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'member.form.role.label',
  show: (it) => line(`staff.role.${it}`),
});

const name = question<C, string>({
  key: 'name',
  value: z.string(),
  numbered: false,
  ask: () => line('member.form.name'),
  read: replyToName,
  reader: 'name@1',
  hints: [line('member.form.name.hint'), line('member.form.name.hint')],
  label: 'member.form.name.label',
  show: (it) => named(it),
});

const free = (key: 'post' | 'letter', most: number) =>
  wordsQuestion<C>({
    key,
    numbered: false,
    ask: () => line(`member.form.${key}`),
    // The letter of an auditor says what they may read.
    choices: (answers) =>
      key === 'letter' && isAuditor(answers)
        ? []
        : [[choice('skip', line('common.button.skip'), leave('skipped'))]],
    words: { least: 2, most },
    hints: [line(`member.form.${key}.hint`)],
    label: `member.form.${key}.label`,
    show: (it) => named(it),
  });

const isAuditor = (answers: Answers): boolean => answers.of(role) === 'auditor';
const isPartner = (answers: Answers): boolean => answers.of(role) === 'partner';

/** Row of the company that somebody stands for. */
const company = question<C, number>({
  key: 'company',
  value: z.number().int(),
  numbered: false,
  dependsOn: ['role'],
  when: isPartner,
  needed: true,
  ask: (_answers, { partners }) =>
    line(partners.length === 0 ? 'member.form.company.none' : 'member.form.company'),
  choices: (_answers, { partners }) =>
    partners.map((it) => [choice(`c${it.id}`, named(it.name), take(it.id))]),
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'member.form.company.label',
  show: (id, _answers, { partners }) => named(partners.find((it) => it.id === id)?.name ?? '–'),
});

/** They see only the programmes of these desks. */
const ofDesks = tickQuestion<C>({
  key: 'desks',
  dependsOn: ['role'],
  when: isPartner,
  ask: () => line('member.form.desks'),
  label: 'member.form.desks.label',
  ticks: () => desks.map((it) => ({ code: it, label: line(`programme.desk.${it}`) })),
  instead: () => ({ label: line('member.form.desks.both'), value: [...desks] }),
  show: (codes) =>
    line('partner.desks', {
      desks: {
        list: desks.filter((it) => codes.includes(it)).map((it) => line(`programme.desk.${it}`)),
      },
    }),
});

const signs = question<C, boolean>({
  key: 'signs',
  value: z.boolean(),
  numbered: false,
  dependsOn: ['role'],
  when: isPartner,
  ask: () => line('member.form.signs'),
  choices: () => [
    [choice('yes', line('member.form.signs.yes'), take(true))],
    [choice('no', line('member.form.signs.no'), take(false))],
  ],
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'member.form.signs.label',
  show: (it) => line(it ? 'member.form.signs.yes' : 'member.form.signs.no'),
});

const contact = question<C, string>({
  key: 'contact',
  value: z.string(),
  numbered: false,
  dependsOn: ['role'],
  when: isPartner,
  ask: () => line('member.form.contact'),
  choices: () => [[choice('skip', line('common.button.skip'), leave('skipped'))]],
  read: (said) => replyToPhone(said),
  reader: 'phone@1',
  hints: [line('member.form.contact.hint'), line('member.form.contact.hint')],
  label: 'member.form.contact.label',
  show: (it) => named(it),
});

/** What the letter of an auditor covers. */
const inspects = question<C, InspectionScope>({
  key: 'inspects',
  value: z.custom<InspectionScope>((it) => typeof it === 'string' && inspectionScope(it) !== undefined),
  numbered: false,
  dependsOn: ['role'],
  when: isAuditor,
  needed: true,
  ask: () => line('member.form.inspects'),
  choices: (_answers, { partners, programmes }) => [
    [choice('all', line('inspection.scope.all'), take('all'))],
    ...partners.map((it) => [choice(`p${it.id}`, named(it.name), take(`partner:${it.code}`))]),
    ...programmes.map((it, at) => [
      choice(
        `r${at}`,
        line('inspection.scope.programme', { name: { line: { local: it.name } } }),
        take(`programme:${it.id}`),
      ),
    ]),
  ],
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'member.form.inspects.label',
  show: (scope, _answers, { partners, programmes }) => {
    const partner = partners.find((it) => scope === `partner:${it.code}`);
    const programme = programmes.find((it) => scope === `programme:${it.id}`);
    if (partner !== undefined) return named(partner.name);
    return programme === undefined ? line('inspection.scope.all') : { local: programme.name };
  },
});

/** The last day on which an auditor may read. */
const until = dayQuestion<C>({
  key: 'until',
  dependsOn: ['role'],
  when: isAuditor,
  ask: () => line('member.form.until'),
  toward: 'ahead',
  today: ({ today }) => today,
  offered: (_answers, { today }) => [14, 30].map((days) => today.add({ days })),
  refused: (day, _answers, { today }) =>
    day < today.toString() ? line('member.form.until.past') : undefined,
  label: 'member.form.until.label',
});

/** What the form begins with for somebody of a company. */
export const invitePartnerSeed = (
  bot: string,
  partnerId: number,
): Readonly<Record<string, string | number>> => ({
  [BOT_NAME.key]: bot,
  [role.key]: 'partner',
  [company.key]: partnerId,
});

const post = free('post', MOST_POST);
const letter = free('letter', MOST_LETTER);
const area = areaQuestion<C>();
/** Helpers and partners send, export and see nothing by right. */
const rights = rightsQuestion<C>({
  dependsOn: ['role'],
  when: (answers, { giver }) => {
    const wanted = answers.of(role);
    return (
      wanted !== 'helper' && wanted !== 'partner' && wanted !== 'auditor' && (giver?.rights.length ?? 0) > 0
    );
  },
});

function inspectionIn(answers: Answers): Inspection | undefined {
  const [scope, day] = [answers.of(inspects), answers.of(until)];
  return !isAuditor(answers) || scope === undefined || day === undefined ? undefined : { scope, until: day };
}

const result = z.object({
  kind: z.enum(['invited', 'too-much']),
  link: z.string().optional(),
  name: z.string().optional(),
  until: z.string().optional(),
});

/** *Undang petugas*: role, name, post, letter, kecamatan, rights; then a link that works once. */
const inviteForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'member-invite',
  version: 3,
  brief: true,
  duty: 'members',
  title: 'member.form.title',
  questions: [role, company, ofDesks, signs, name, post, letter, inspects, until, contact, area, rights],
  load: async (services, who) => ({
    giver: who.member,
    held: [],
    areas: services.office.areas,
    partners: may(who.member, 'members') ? await partnersOf(services) : [],
    programmes: services.programmes.known,
    today: todayOf(services),
  }),
  review: { ask: line('member.form.review'), send: line('member.form.send') },
  async submit(services, who, answers) {
    const wanted = { role: answers.of(role), name: answers.of(name), area: answers.of(area) };
    const inviter = who.member === undefined ? undefined : await memberByNumber(services, who.member.number);
    if (
      inviter === undefined ||
      wanted.role === undefined ||
      wanted.name === undefined ||
      wanted.area === undefined
    )
      return { kind: 'too-much' };
    const partnerId = wanted.role === 'partner' ? answers.of(company) : undefined;
    const partner = partnerId === undefined ? undefined : await partnerById(services, partnerId);
    if (wanted.role === 'partner' && partner === undefined) return { kind: 'too-much' };
    const inspection = inspectionIn(answers);
    if (wanted.role === 'auditor' && (inspection === undefined || answers.of(letter) === undefined))
      return { kind: 'too-much' };
    const made = await invite(services, inviter, {
      role: wanted.role,
      name: wanted.name,
      post: answers.of(post),
      letter: answers.of(letter),
      kecamatan: wanted.area,
      rights: rightsOf(answers.of(rights)),
      inspection,
      ...(partner === undefined
        ? {}
        : {
            partner: {
              id: partner.id,
              desks: desks.filter((it) => answers.of(ofDesks)?.includes(it)),
              signs: answers.of(signs) === true,
            },
            contact: answers.of(contact),
          }),
    });
    if (made.kind !== 'invited') return { kind: 'too-much' };
    return {
      kind: 'invited',
      name: wanted.name,
      link: startLink(answers.of(BOT_NAME), 'invitation', made.code),
      until: made.expiresAt.toISOString(),
    };
  },
  result,
  receipt: (done) => ({
    text:
      done.kind === 'invited'
        ? line('member.form.done', {
            name: done.name ?? '',
            link: done.link ?? '',
            until: { moment: done.until ?? '' },
          })
        : line('member.form.tooMuch'),
    buttons: [[button('member.menu', membersRoute.to())], [staffMenuButton]],
  }),
};

export const inviteScript = fillOne(inviteForm);
