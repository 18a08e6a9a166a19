/** Ids that are made of names. */

/** "Kerja Sama Songkok" → kerja-sama-songkok, whole words of at most `most` letters together; '' when there are none. */
export function slug(name: string, most: number): string {
  const words =
    name
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z][a-z0-9]*/g) ?? [];
  return words.reduce((made, word) => {
    const longer = made === '' ? word.slice(0, most) : `${made}-${word}`;
    return longer.length <= most ? longer : made;
  }, '');
}

/** The id itself, or with the first number behind that makes it another one. */
export function firstFree(id: string, taken: readonly string[]): string {
  if (!taken.includes(id)) return id;
  let number = 2;
  while (taken.includes(`${id}-${number}`)) number++;
  return `${id}-${number}`;
}
