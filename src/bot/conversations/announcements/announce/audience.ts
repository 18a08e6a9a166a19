import { z } from 'zod';
import { findKecamatan } from '../../../../domain/people/area.ts';
import { businessKinds } from '../../../../domain/people/business-kind.ts';
import { line, named, type Line, type TextKey } from '../../../../i18n.ts';
import { audienceClasses } from '../../../../services/announcements/criteria.ts';
import { interestKeys } from '../../../../services/people/people.ts';
import { criteriaLines } from '../../../../reports/audience-lines.ts';
import { question, type Answers } from '../../engine/form.ts';
import { choice, hint, inPairs, mark, take, type Choice, type Reply, type Rows } from '../../engine/reply.ts';
import { kecamatanLabel, refuseArea } from '../../questions/place.ts';
import { criteriaOf, ticked } from './answers.ts';
import type { AnnounceContext } from './context.ts';

type C = AnnounceContext;

/** Which list of ticks is open; undefined: the overview. All of it is one message that changes in place. */
const page = {
  key: 'audience.page',
  value: z.enum(['kecamatan', 'kinds', 'classes', 'interests', 'tags', 'programme', 'followUp']),
};
type Page = z.infer<typeof page.value>;

interface Tick {
  readonly code: string;
  readonly label: Line;
}

/** What can be ticked on a page, and how many may be at once. */
function ticksOf(of: Page, { office: { areas }, limits, offered, tags, earlier }: C): readonly Tick[] {
  switch (of) {
    case 'kecamatan':
      return areas.kecamatan
        .filter((it) => limits.length === 0 || limits.includes(it.code))
        .toSorted((a, b) => a.name.localeCompare(b.name, 'id'))
        .map((it) => ({ code: it.code, label: kecamatanLabel(it) }));
    case 'kinds':
      return businessKinds.map((code) => ({ code, label: line(`kind.${code}`) }));
    case 'classes':
      return audienceClasses
        .filter((code) => code !== 'large')
        .map((code) => ({ code, label: line(`partnership.class.${code}`) }));
    case 'interests':
      return interestKeys.map((code) => ({ code, label: line(`register.interests.${code}`) }));
    case 'tags':
      return tags.map((it) => ({ code: String(it.id), label: named(it.name) }));
    case 'programme':
      return offered.map((it) => ({ code: it.id, label: { local: it.name } }));
    case 'followUp':
      return earlier.flatMap(({ id, title }) => [
        { code: `n${id}`, label: line('announce.audience.silent', { title }) },
        { code: `y${id}`, label: line('announce.audience.answered', { title }) },
      ]);
  }
}

function chosenOf(of: Page, answers: Answers): readonly string[] {
  if (of === 'followUp') {
    const followUp = answers.of(ticked.followUp) ?? null;
    return followUp === null ? [] : [`${followUp.answered ? 'y' : 'n'}${followUp.announcement}`];
  }
  if (of !== 'programme') return answers.of(ticked[of]) ?? [];
  const programme = answers.of(ticked.programme) ?? null;
  return programme === null ? [] : [programme];
}

/** Ticks or unticks one of a page; only one programme can be ticked, and one earlier announcement. */
function toggled(of: Page, code: string, answers: Answers, { earlier }: Pick<C, 'earlier'>): Reply {
  const chosen = chosenOf(of, answers);
  const isOn = chosen.includes(code);
  if (of === 'followUp') {
    const about = earlier.find(({ id }) => code.slice(1) === String(id));
    const followUp =
      about === undefined || isOn
        ? null
        : { announcement: about.id, code: about.code, answered: code.startsWith('y') };
    return mark({ [ticked.followUp.key]: followUp });
  }
  if (of === 'programme') return mark({ [ticked.programme.key]: isOn ? null : code });
  const next = isOn ? chosen.filter((it) => it !== code) : [...chosen, code];
  return mark({ [ticked[of].key]: next });
}

const boxed = (isOn: boolean, label: Line): Line =>
  line(isOn ? 'register.interests.on' : 'register.interests.off', { name: { line: label } });

function pageRows(of: Page, answers: Answers, context: C): Rows {
  const chosen = chosenOf(of, answers);
  const ticks = ticksOf(of, context).map((it) =>
    choice(`x.${it.code}`, boxed(chosen.includes(it.code), it.label), toggled(of, it.code, answers, context)),
  );
  const rows =
    of === 'programme' || of === 'classes' || of === 'followUp' ? ticks.map((it) => [it]) : inPairs(ticks);
  return [...rows, [choice('overview', line('announce.audience.overview'), mark({ [page.key]: null }))]];
}

const pages: Readonly<
  Record<Page, { readonly all: TextKey; readonly some: TextKey; readonly ask: TextKey }>
> = {
  kecamatan: {
    all: 'announce.audience.kecamatan',
    some: 'announce.audience.kecamatanSome',
    ask: 'announce.audience.askKecamatan',
  },
  kinds: {
    all: 'announce.audience.kinds',
    some: 'announce.audience.kindsSome',
    ask: 'announce.audience.askKinds',
  },
  classes: {
    all: 'announce.audience.classes',
    some: 'announce.audience.classesSome',
    ask: 'announce.audience.askClasses',
  },
  interests: {
    all: 'announce.audience.interests',
    some: 'announce.audience.interestsSome',
    ask: 'announce.audience.askInterests',
  },
  tags: {
    all: 'announce.audience.tags',
    some: 'announce.audience.tagsSome',
    ask: 'announce.audience.askTags',
  },
  programme: {
    all: 'announce.audience.programme',
    some: 'announce.audience.programmeSome',
    ask: 'announce.audience.askProgramme',
  },
  followUp: {
    all: 'announce.audience.followUp',
    some: 'announce.audience.followUpSome',
    ask: 'announce.audience.askFollowUp',
  },
};

function overviewRows(answers: Answers, context: C): Rows {
  const open = (of: Page): Choice => {
    const count = chosenOf(of, answers).length;
    const all =
      of === 'kecamatan' && context.limits.length > 0 ? 'announce.audience.kecamatanOwn' : pages[of].all;
    const label = count === 0 ? line(all) : line(pages[of].some, { count });
    return choice(`page.${of}`, label, mark({ [page.key]: of }));
  };
  const never = answers.of(ticked.neverAttended) === true;
  const owing = (answers.of(ticked.notReported) ?? null) !== null;
  return [
    [choice('done', line('announce.audience.done'), take(true))],
    [open('kecamatan')],
    [open('kinds')],
    [open('classes')],
    [open('interests')],
    ...(context.tags.length === 0 ? [] : [[open('tags')]]),
    ...(context.offered.length === 0 ? [] : [[open('programme')]]),
    ...(context.earlier.length === 0 ? [] : [[open('followUp')]]),
    [
      choice(
        'never',
        boxed(never, line('announce.audience.never')),
        mark({ [ticked.neverAttended.key]: !never }),
      ),
    ],
    [
      choice(
        'owing',
        boxed(owing, line('announce.audience.owing', { month: { month: context.lastMonth } })),
        mark({ [ticked.notReported.key]: owing ? null : context.lastMonth }),
      ),
    ],
  ];
}

/** Whom it is for: an overview and one list of ticks a group, until *Selesai*. */
export const audience = question<C, true>({
  key: 'audience',
  value: z.literal(true),
  needed: true,
  ask: (answers, context) => {
    const of = answers.of(page);
    if (of !== undefined) return line(pages[of].ask);
    const wanted = criteriaOf(answers, context);
    return line('announce.audience.ask', { criteria: { paragraphs: criteriaLines(wanted, context) } });
  },
  choices: (answers, context) => {
    const of = answers.of(page);
    return of === undefined ? overviewRows(answers, context) : pageRows(of, answers, context);
  },
  read: (said, answers, context) => {
    // Whoever types the name of a kecamatan need not look for its button.
    const found = said.kind === 'text' ? findKecamatan(said.text, context.office.areas.kecamatan) : undefined;
    if (found?.kind !== 'ok') return found?.kind === 'none' ? refuseArea(found.reason) : hint();
    const { code } = found.value;
    return context.limits.length === 0 || context.limits.includes(code)
      ? toggled('kecamatan', code, answers, context)
      : hint(line('announce.audience.notOwn'));
  },
  hints: [line('announce.audience.hint'), line('announce.audience.hint')],
  label: 'announce.audience.label',
  show: (_done, answers, context) =>
    line('announce.audience.show', {
      criteria: { list: criteriaLines(criteriaOf(answers, context), context) },
    }),
});
