import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { line, named, type Line } from '../../../i18n.ts';
import { businessesOf, type Business, type Owner } from '../../../services/people/businesses.ts';
import { ownerOf } from '../../../services/people/corrections.ts';
import type { Services } from '../../../services/core/services.ts';
import { question, type Answers, type AnyQuestion, type Moment, type Who } from '../engine/form.ts';
import { choice, decline, take } from '../engine/reply.ts';
import type { Json } from '../engine/json.ts';
import type { Context as RegisterContext } from '../questions/index.ts';

/** What forms about a registered business look up: the questions of the registration are asked there again. */
export interface OwnContext extends RegisterContext {
  readonly personId: number | undefined;
  readonly owner: Owner | undefined;
  readonly businesses: readonly Business[];
}

/** Key under which a form remembers for whom it was begun: on a shared phone another may be speaking by now. */
const MEANT = 'person';

/** What such a form begins with. */
export function meantFor(personId: number | undefined): Readonly<Record<string, Json>> {
  return { [MEANT]: personId ?? null };
}

export function isMeant(answers: Answers, personId: number | undefined): boolean {
  return answers.stored(MEANT)?.value === (personId ?? null);
}

export function loadOwn(services: Services, { personId }: Who, { today }: Moment): Promise<OwnContext> {
  return loadOf(services, personId, today);
}

/** The same for whoever it is about; `today` is YYYY-MM-DD. */
export async function loadOf(
  services: Services,
  personId: number | undefined,
  today: string,
): Promise<OwnContext> {
  return {
    areas: services.office.areas,
    today: Temporal.PlainDate.from(today),
    people: [],
    personId,
    owner: personId === undefined ? undefined : await ownerOf(services, personId),
    businesses: personId === undefined ? [] : await businessesOf(services, personId),
  };
}

/** "Usaha yang mana?", only where there are several. */
export const which = question<OwnContext, number>({
  key: 'which',
  value: z.number().int(),
  numbered: false,
  bare: true,
  when: (_answers, { businesses }) => businesses.length > 1,
  ask: () => line('data.which'),
  choices: (_answers, { businesses }) => [
    ...businesses.map((it) => [choice(`b${it.id}`, businessName(it), take(it.id))]),
    [choice('nothing', line('common.button.noChange'), decline(line('data.unchanged')))],
  ],
  hints: [line('common.buttons'), line('data.which')],
});

/** The business that a form is about; undefined when this person has none. */
export function chosenBusiness(answers: Answers, { businesses }: OwnContext): Business | undefined {
  const id = answers.of(which);
  return businesses.length === 1 ? businesses[0] : businesses.find((it) => it.id === id);
}

export function businessName(it: Business): Line {
  return named(it.name ?? it.number ?? '–');
}

/** Where there are several, the business stands in front of every question. */
export function ownHeading(answers: Answers, context: OwnContext): Line | undefined {
  const it = context.businesses.length > 1 ? chosenBusiness(answers, context) : undefined;
  return it === undefined ? undefined : businessName(it);
}

/** What is kept now, as answers to the questions of the registration; missing where nothing is kept. */
export function currentAnswers(
  answers: Answers,
  context: OwnContext,
): Readonly<Record<string, Json | undefined>> {
  const { owner } = context;
  const it = chosenBusiness(answers, context);
  return {
    name: owner?.name,
    salutation: owner?.salutation,
    phone: owner?.phone,
    business: it?.name,
    kind:
      it?.kind === undefined
        ? undefined
        : { kind: it.kind, ...(it.kindWords === undefined ? {} : { words: it.kindWords }) },
    kecamatan: it?.kecamatan,
    desa: it?.desa,
    started:
      it?.startedYear === undefined
        ? undefined
        : { year: it.startedYear, ...(it.startedMonth === undefined ? {} : { month: it.startedMonth }) },
    workers: it?.workers === undefined ? undefined : { ...it.workers },
    sales:
      it?.usualMonthlySales === undefined ? undefined : { amount: it.usualMonthlySales, estimate: false },
    capital: it?.capital === undefined ? undefined : { amount: it.capital, estimate: false },
    nib: it === undefined ? undefined : it.nibStatus === 'has' ? it.nib : it.nibStatus,
  };
}

/** New answers in front of what is kept, so that a question of the registration finds all it looks up. */
export function overCurrent(answers: Answers, context: OwnContext): Answers {
  const current = currentAnswers(answers, context);
  return {
    of(asked) {
      if (answers.has(asked.key)) return answers.of(asked);
      const read = asked.value.safeParse(current[asked.key]);
      return read.success ? read.data : undefined;
    },
    has: (key) => answers.has(key),
    stored: (key) => answers.stored(key),
  };
}

/** A question of the registration, asked about a business that is registered already. */
export function again(
  it: AnyQuestion<RegisterContext>,
  more: Partial<AnyQuestion<OwnContext>>,
): AnyQuestion<OwnContext> {
  const { choices, help, read, dependsOn } = it;
  return {
    ...it,
    numbered: false,
    ask: (answers, context) => it.ask(overCurrent(answers, context), context),
    ...(choices === undefined
      ? {}
      : { choices: (answers, context) => choices(overCurrent(answers, context), context) }),
    ...(help === undefined
      ? {}
      : { help: (answers, context) => help(overCurrent(answers, context), context) }),
    ...(read === undefined
      ? {}
      : { read: (said, answers, context) => read(said, overCurrent(answers, context), context) }),
    ...(dependsOn === undefined ? {} : { dependsOn }),
    ...more,
  };
}

/** What is kept, without any new answer: for showing how something stands now. */
export function keptOnly(answers: Answers, context: OwnContext): Answers {
  return overCurrent(
    { of: () => undefined, has: () => false, stored: () => undefined },
    { ...context, businesses: [chosenBusiness(answers, context) ?? []].flat() },
  );
}
