import { z } from 'zod';
import { line, named } from '../../../i18n.ts';
import { changeStanding } from '../../../services/roles/member-changes.ts';
import { memberByNumber, type MemberRow } from '../../../services/office/members.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { areaQuestion, rightsOf, rightsQuestion, type StandingContext } from './member-questions.ts';
import { ticksOf } from '../questions/ticks.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { membersRoute } from '../../routes/staff.ts';

interface C extends StandingContext {
  readonly them: MemberRow | undefined;
}

/** Number of the member whom this form is about, known before it begins. */
const CHANGED_MEMBER = { key: 'member', value: z.string() };

/** What the form begins with: the rights and kecamatan of now, ticked. */
export function changeSeed(them: MemberRow): Readonly<Record<string, string | readonly string[]>> {
  return {
    [CHANGED_MEMBER.key]: them.number,
    [ticksOf('rights').key]: them.rights,
    [ticksOf('area').key]: them.kecamatan,
  };
}

const rights = rightsQuestion<C>();
const area = areaQuestion<C>();

const result = z.enum(['done', 'gone', 'not-yours', 'last-admin', 'nothing']);

/** *Ubah hak dan wilayah* of somebody in office. */
const changeMemberForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'member-change',
  version: 1,
  brief: true,
  duty: 'members',
  title: 'member.change.title',
  questions: [rights, area],
  heading: (_answers, { them }) => (them === undefined ? undefined : named(them.name)),
  async load(services, who, answers) {
    const number = answers.of(CHANGED_MEMBER);
    const them = number === undefined ? undefined : await memberByNumber(services, number);
    return { giver: who.member, held: them?.rights ?? [], areas: services.office.areas, them };
  },
  review: { ask: line('member.change.review'), send: line('member.change.send') },
  async submit(services, who, answers, { them }) {
    const by = who.member === undefined ? undefined : await memberByNumber(services, who.member.number);
    const kecamatan = answers.of(area);
    if (by === undefined || them === undefined || kecamatan === undefined) return 'gone';
    return changeStanding(services, by, them.number, {
      rights: rightsOf(answers.of(rights)),
      kecamatan,
    });
  },
  result,
  receipt: (done, _answers, { them }) => ({
    text: line(`member.result.${done}`, { name: them?.name ?? '' }),
    buttons: [[button('member.menu', membersRoute.to())], [staffMenuButton]],
  }),
};

export const changeMemberScript = fillOne(changeMemberForm);
