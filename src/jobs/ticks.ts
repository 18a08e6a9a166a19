/** When the cron expressions of jobs tick, for whoever passes over a night in seconds: the clock of the demo. */
const HOUR = 60;

/**
 * The times of a day at which an expression ticks, in minutes since midnight, ascending. Jobs tick every day alike.
 * @throws when days are chosen, or a field is none of: a number, a range, `*`, a step of it
 */
export function minutesOfDay(at: string): readonly number[] {
  const [minute = '', hour = '', ...days] = at.split(' ');
  if (days.join(' ') !== '* * *') throw new Error(`expected a job that ticks every day, got "${at}"`);
  const minutes = valuesOf(minute, HOUR - 1);
  return valuesOf(hour, 23).flatMap((value) => minutes.map((it) => value * HOUR + it));
}

function valuesOf(field: string, most: number): readonly number[] {
  const match = /^(?:(\d+)(?:-(\d+))?|\*)(?:\/(\d+))?$/.exec(field);
  if (match === null)
    throw new Error(`expected a field such as 5, 9-17, * or */10 in the times of a job, got "${field}"`);
  const [, low, high, step = '1'] = match;
  const from = Number(low ?? 0);
  const until = low === undefined ? most : Number(high ?? low);
  return Array.from({ length: until - from + 1 }, (_, index) => from + index).filter(
    (value) => (value - from) % Number(step) === 0,
  );
}
