import type { Sql, Statement } from './sql.ts';

/** So many members go along in one statement at most. */
const MOST_TOGETHER = 100;

/** A row that a gathered statement gives back; `at` says to which of its members it belongs, from 1. */
interface Placed {
  readonly at: number;
}

interface Member<Row> {
  readonly key: number;
  readonly values: readonly unknown[];
  readonly resolve: (rows: readonly Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs a statement for one member, with the values of that member; resolves with the rows that are its own. `key` is
 * the number of the row that is written: no statement writes a row twice, and all write in its order, so that two
 * statements never wait for each other.
 */
export type Gathered<Row> = (sql: Sql, key: number, values: readonly unknown[]) => Promise<readonly Row[]>;

/**
 * A statement that many chats share. Its parameters are arrays, of which `unnest(…) WITH ORDINALITY` makes a row for
 * each member, and each row that it gives back has the `at` of its member. Whoever asks for it in the same turn of the
 * event loop, or while earlier ones are under way, goes along: one statement, one transaction, at most 100 members,
 * and no timer. A death in between leaves all of it or nothing.
 *
 * When it fails, each member runs alone, so that only whoever is at fault (or waits for a lock) fails or waits. Its
 * answer may have been lost while its rows were written: done twice with the same values, it must change nothing.
 */
export function gathered<Row extends Placed>(statement: Statement): Gathered<Row> {
  const gatherers = new WeakMap<Sql, (member: Member<Row>) => void>();
  return (sql, key, values) =>
    new Promise((resolve, reject) => {
      let add = gatherers.get(sql);
      if (add === undefined) {
        add = gatherer<Row>(sql, statement);
        gatherers.set(sql, add);
      }
      add({ key, values, resolve, reject });
    });
}

function gatherer<Row extends Placed>(sql: Sql, statement: Statement): (member: Member<Row>) => void {
  const waiting: Member<Row>[] = [];
  let underWay = 0;
  let planned = false;

  function plan(): void {
    if (planned || waiting.length === 0 || underWay >= sql.flights) return;
    planned = true;
    // By then everything that arrived in the same turn has been heard.
    setImmediate(() => {
      planned = false;
      void fly(next());
      plan();
    });
  }

  /** No row twice in one statement: it would be written once, and nobody could say for whom. */
  function next(): readonly Member<Row>[] {
    const taken = new Map<number, Member<Row>>();
    const left: Member<Row>[] = [];
    for (const it of waiting.splice(0))
      if (taken.size < MOST_TOGETHER && !taken.has(it.key)) taken.set(it.key, it);
      else left.push(it);
    waiting.push(...left);
    return [...taken.values()].toSorted((a, b) => a.key - b.key);
  }

  async function fly(members: readonly Member<Row>[]): Promise<void> {
    underWay++;
    const rows = await sql.runTogether<Row>(statement, columns(members)).then(
      (outcome) => outcome.rows,
      () => undefined,
    );
    underWay--;
    plan();
    if (rows === undefined)
      for (const it of members)
        sql.run<Row>(statement, columns([it])).then((outcome) => it.resolve(outcome.rows), it.reject);
    else {
      const own = members.map((): Row[] => []);
      for (const row of rows) own[row.at - 1]?.push(row);
      for (const [at, it] of members.entries()) it.resolve(own[at] ?? []);
    }
  }

  return (member) => {
    waiting.push(member);
    plan();
  };
}

/** One array for each parameter, with the value of each member. */
function columns(
  members: readonly { readonly values: readonly unknown[] }[],
): readonly (readonly unknown[])[] {
  return (members[0]?.values ?? []).map((_, at) => members.map((it) => it.values[at]));
}
