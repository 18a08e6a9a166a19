import type { Office } from './office.ts';

interface Answer {
  readonly value: unknown;
  readonly open?: string;
  readonly words?: string;
  readonly changed?: boolean;
}

/** What a chat has left in the database, opened, without random numbers and message numbers. */
export interface Rows {
  readonly people: readonly {
    readonly name: string | undefined;
    readonly salutation: string | null;
    readonly phone: string | undefined;
    readonly interests: readonly string[];
  }[];
  readonly businesses: readonly Readonly<Record<string, unknown>>[];
  readonly consents: readonly {
    readonly purpose: string;
    readonly version: number;
    readonly button: string;
    readonly text: string;
    readonly givenAt: Date;
  }[];
  readonly drafts: readonly {
    readonly form: string;
    readonly status: string;
    readonly remaining: number;
    readonly answers: Readonly<Record<string, Answer>>;
  }[];
  readonly cases: readonly { readonly kind: string; readonly details: unknown; readonly dueOn: string }[];
}

export async function rowsOf(office: Office, chatId: number): Promise<Rows> {
  const { prisma } = office.database;
  const { seal } = office.services;
  const open = (place: string, sealed: Uint8Array | null): string | undefined =>
    sealed === null ? undefined : seal.decrypt(place, sealed);
  const account = await prisma.account.findUniqueOrThrow({
    where: { chatId },
    include: {
      drafts: { orderBy: { id: 'asc' } },
      persons: {
        include: {
          person: {
            include: { consents: { orderBy: { id: 'asc' } }, businesses: { orderBy: { id: 'asc' } } },
          },
        },
        orderBy: { personId: 'asc' },
      },
      cases: { orderBy: { id: 'asc' } },
    },
  });
  const people = account.persons.map((it) => it.person);
  return {
    people: people.map((it) => ({
      name: open(`person:${it.id}:name`, it.name),
      salutation: it.salutation,
      phone: open(`person:${it.id}:phone`, it.phone),
      interests: it.interests,
    })),
    businesses: people
      .flatMap((it) => it.businesses)
      .map((it) => ({
        name: open(`business:${it.id}:name`, it.name),
        kind: it.kind,
        kindWords: open(`business:${it.id}:kindWords`, it.kindWords),
        kecamatan: it.kecamatan,
        desa: it.desa,
        started: [it.startedYear, it.startedMonth],
        workers: [it.workersMale, it.workersFemale],
        sales: it.usualMonthlySales === null ? null : Number(it.usualMonthlySales),
        capital: it.capital === null ? null : Number(it.capital),
        nibStatus: it.nibStatus,
        nib: open(`business:${it.id}:nib`, it.nib),
        createdAt: it.createdAt,
      })),
    consents: people
      .flatMap((it) => it.consents)
      .map(({ purpose, version, button, text, givenAt }) => ({ purpose, version, button, text, givenAt })),
    drafts: account.drafts.map((it) => ({
      form: it.form,
      status: it.status,
      remaining: it.remaining,
      answers: answersIn(open(`draft:${it.id}`, it.payload)),
    })),
    cases: account.cases.map(({ kind, details, dueOn }) => ({ kind, details: withoutDraft(details), dueOn })),
  };
}

/** Every byte of every table as text, to search for what must not be there; sealed payloads are opened. */
export async function everythingStored(office: Office): Promise<string> {
  const { prisma } = office.database;
  const { seal } = office.services;
  const open = (place: string, sealed: Uint8Array | null): string =>
    sealed === null ? '' : seal.decrypt(place, sealed);
  const [drafts, inbox, effects, accounts] = await Promise.all([
    prisma.draft.findMany(),
    prisma.inboxUpdate.findMany(),
    prisma.effect.findMany(),
    prisma.account.findMany(),
  ]);
  return [
    ...drafts.map((it) => open(`draft:${it.id}`, it.payload)),
    ...inbox.map((it) => open(`inbox:${it.botId}:${it.updateId}`, it.payload)),
    ...effects.map((it) => open(`effect:${it.botId}:${it.updateId}:${it.name}`, it.result)),
    ...accounts.map((it) => open(`account:${it.chatId}:state`, it.state)),
  ].join('\n');
}

function answersIn(payload: string | undefined): Readonly<Record<string, Answer>> {
  if (payload === undefined) return {};
  const state: { readonly answers: Readonly<Record<string, Answer>> } = JSON.parse(payload);
  return Object.fromEntries(
    Object.entries(state.answers).map(([key, { value, open, words, changed }]) => [
      key,
      {
        value,
        ...(open === undefined ? {} : { open }),
        ...(words === undefined ? {} : { words }),
        ...(changed === undefined ? {} : { changed }),
      },
    ]),
  );
}

/** Numbers of rows differ from one database to the next. */
function withoutDraft(details: unknown): unknown {
  return typeof details === 'object' && details !== null
    ? Object.fromEntries(Object.entries(details).filter(([key]) => key !== 'draft'))
    : details;
}
