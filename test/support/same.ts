/**
 * Throws when two plain values differ. What a property asserts thousands of times is asserted this way: an `expect`
 * takes longer than most of the rules that it looks at.
 */
export function same(found: unknown, wanted: unknown): void {
  if (!Object.is(found, wanted))
    throw new Error(`expected ${JSON.stringify(wanted)}, got ${JSON.stringify(found)}`);
}
