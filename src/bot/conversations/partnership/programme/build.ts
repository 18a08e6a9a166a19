import {
  makeCriterion,
  withoutBraces,
  type CriterionWords,
  type OwnTest,
} from '../../../../domain/eligibility/own-criterion.ts';
import { intiDuties } from '../../../../domain/eligibility/need.ts';
import type {
  Criterion,
  FieldKey,
  LocalText,
  Programme,
  Question,
} from '../../../../domain/eligibility/programme.ts';
import { localText } from '../../../../i18n.ts';
import type { Partner } from '../../../../services/partnership/partners/partners.ts';
import type { ProgrammeFile } from '../../../../services/partnership/programmes/programme-desk.ts';
import type { Answers } from '../../engine/form.ts';
import { CHANGED, type ProgrammeContext } from './context.ts';
import { criteria } from './criteria.ts';
import { LISTED } from './criterion.ts';
import { needOf, needSeed } from './need.ts';
import { about, desk, duties, form, isSupply, title, trial } from './offer.ts';
import { groups, openFrom, openTo, seats, seatsByKecamatan } from './seats.ts';
import { ticksOf } from '../../questions/ticks.ts';

/** Sales as a band; where the business is, and the phone, only of whom the company has taken. */
const FIELDS: readonly FieldKey[] = [
  'owner-name',
  'business-name',
  'kind',
  'kecamatan',
  'started',
  'workers',
  'class',
  'nib-status',
  'sales-12-months',
  'desa',
  'phone',
];

/**
 * The programme as it was answered. What the chat does not ask for (terms, words, what is to be confirmed) stays as it
 * was written before, and so do English texts beside the same Indonesian ones.
 */
export function built(
  answers: Answers,
  context: ProgrammeContext,
  { id, partner }: { readonly id: string; readonly partner: Partner },
): Programme {
  const { base, today } = context;
  const supply = isSupply(answers, context);
  const shape = answers.of(form);
  const need = needOf(answers);
  const way = answers.of(trial);
  const [from, to] = [answers.of(openFrom), answers.of(openTo)];
  const [all, byKecamatan] = [answers.of(seats), answers.of(seatsByKecamatan)];
  const where = answers.of(desk);
  const least = answers.of(groups);
  const rules = rulesOf(answers, base, id);
  return {
    id,
    version: 1,
    kind: supply ? 'supply' : 'funding',
    name: worded(answers.of(title) ?? '', base === undefined ? [] : [base.name]),
    partner: { id: partner.code, name: partner.name },
    example: false,
    notice: localText('criterion.notice'),
    validFrom: today.toString(),
    ...(from === undefined ? {} : { openFrom: from }),
    ...(to === undefined ? {} : { openTo: to }),
    about: (answers.of(about) ?? '')
      .split('\n')
      .map((it) => it.trim())
      .filter((it) => it !== '')
      .map((it) => worded(it, base?.about ?? [])),
    // What is explained belongs to the form of the programme.
    words: shape === base?.form ? (base?.words ?? []) : [],
    terms: base?.terms ?? [],
    ...rules,
    partnerFields: base?.partnerFields ?? FIELDS,
    ...(supply
      ? {
          ...(shape === undefined ? {} : { form: shape }),
          ...(need === undefined ? {} : { need }),
          trial: {
            sample: way === 'sample' || way === 'both',
            order: way === 'order' || way === 'both',
          },
          ...(least === undefined ? {} : { groups: { leastMembers: least } }),
          duties: intiDuties.filter((it) => answers.of(duties)?.includes(it)),
        }
      : {}),
    ...(all === undefined ? {} : { seats: all }),
    ...(all === undefined || byKecamatan === undefined ? {} : { seatsByKecamatan: byKecamatan }),
    ...(where === undefined ? {} : { desk: where }),
    sources: base?.sources ?? [],
    toConfirm: base?.toConfirm ?? [],
  };
}

const worded = (typed: string, before: readonly LocalText[]): LocalText =>
  before.find((it) => it.id === typed) ?? { id: withoutBraces(typed) };

/** Whoever reads the answer to a question of the office's own sees the question. */
function wordsOf(test: OwnTest): CriterionWords {
  const asked = test.is === 'question' ? { ask: withoutBraces(test.ask) } : {};
  const of = (state: keyof Criterion['texts']): LocalText =>
    localText(`criterion.${test.is}.${state}`, asked);
  return {
    texts: { fulfilled: of('fulfilled'), 'not-yet': of('not-yet'), unknown: of('unknown') },
    agreed: localText('criterion.agreed').id,
  };
}

/** Kept criteria as they were, new ones with ids that nothing of this programme has had. */
function rulesOf(
  answers: Answers,
  base: Programme | undefined,
  programmeId: string,
): { readonly questions: readonly Question[]; readonly criteria: readonly Criterion[] } {
  const round = (base?.version ?? 0) + 1;
  const made = (answers.of(LISTED) ?? []).flatMap((it, index) => {
    if ('kept' in it) {
      const criterion = base?.criteria.find(({ id }) => id === it.kept);
      return criterion === undefined ? [] : [{ criterion, question: undefined }];
    }
    const id = `c${round}-${index + 1}`;
    return [makeCriterion(it, { id, question: `${programmeId}-${id}` }, wordsOf(it.test))];
  });
  const rules = made.map((it) => it.criterion);
  const asked = new Set(rules.flatMap(({ test }) => (test.is === 'answer' ? [test.question] : [])));
  return {
    questions: [...(base?.questions ?? []), ...made.flatMap((it) => it.question ?? [])].filter((it) =>
      asked.has(it.id),
    ),
    criteria: rules,
  };
}

/** Begins the form with what was last written of a programme; null: left open on purpose. */
export function changeSeed({ id }: ProgrammeFile, base: Programme) {
  const { trial: tried, need } = base;
  return {
    [CHANGED.key]: id,
    ...(base.form === undefined ? {} : { [form.key]: base.form }),
    ...(base.desk === undefined ? {} : { [desk.key]: base.desk }),
    [title.key]: base.name.id,
    [about.key]: base.about.map((it) => it.id).join('\n'),
    ...(need === undefined ? {} : { ...needSeed(need) }),
    [LISTED.key]: base.criteria.map((it) => ({ kept: it.id })),
    [criteria.key]: true,
    [seats.key]: base.seats ?? null,
    [seatsByKecamatan.key]: base.seatsByKecamatan ?? null,
    [groups.key]: base.groups?.leastMembers ?? null,
    [openFrom.key]: base.openFrom ?? null,
    [openTo.key]: base.openTo ?? null,
    ...(base.duties === undefined
      ? {}
      : { [duties.key]: base.duties, [ticksOf(duties.key).key]: base.duties }),
    ...(tried === undefined
      ? {}
      : { [trial.key]: tried.sample ? (tried.order ? 'both' : 'sample') : tried.order ? 'order' : 'none' }),
  };
}
