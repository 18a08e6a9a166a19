/** How often a property is tried: as given in `npm test`, twenty times as often in the long run (`--mode long`). */
export function runs(usual: number): number {
  return process.env['TEST_LONG'] === '1' ? usual * 20 : usual;
}
