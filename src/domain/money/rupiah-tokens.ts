/** From text to a row of amounts and the signs between them. */
import { isHarmless, isSign, withSigns, type Sign } from './rupiah-context.ts';
import { mistypedUnit, numberWord, type Lexeme } from './rupiah-lexicon.ts';
import { readAmount, type Amount } from './rupiah-number.ts';

export type AmountElement = {
  type: 'amount';
  amount: Amount;
  /** "Rp" or "rupiah" stood at it. */
  currency: boolean;
  /** in brackets, as in "2jt (dua juta)" */
  aside: boolean;
};

export type Element =
  | AmountElement
  | { type: 'sign'; sign: Sign | 'DASH' | 'MINUS-GLUED' | 'SLASH' | 'EQUALS' | 'BREAK' }
  | { type: 'unknown'; unit?: bigint }
  | { type: 'harmless' };

const TOKEN =
  /[A-Z]+(?:-[A-Z]+)?|(?<![\d.,'])\d{1,3}(?: \d{3})+(?![\d])(?![.,']\d)|\d+(?:[.,']\d+)*|[a-z][a-z']*|[^\s]/gu;

/** The elements of a text passed through `plain`; `low` as in `readAmount`. */
export function elementsOf(text: string, low: bigint): Element[] {
  const said = withSigns(text);
  const tokens = [...said.matchAll(TOKEN)].map((match) => ({ text: match[0], start: match.index }));
  const elements: Element[] = [];
  let run: Lexeme[] = [];
  let currency = false;
  let depth = 0;

  const flush = (): void => {
    if (run.length === 0) return;
    elements.push({ type: 'amount', amount: readAmount(run, low), currency, aside: depth > 0 });
    run = [];
    currency = false;
  };
  const sign = (name: Extract<Element, { type: 'sign' }>['sign']): void => {
    flush();
    elements.push({ type: 'sign', sign: name });
  };

  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1];
    const glued = next !== undefined && next.start === token.start + token.text.length;
    const nextIsNumber =
      next !== undefined && (/^\d/.test(next.text) || numberWord(next.text, false) !== undefined);
    if (/^\d/.test(token.text)) {
      run.push({ kind: 'literal', text: token.text, glued });
    } else if (token.text === 'ABOUT') {
      elements.push({ type: 'sign', sign: 'ABOUT' });
    } else if (token.text === 'RUPIAH') {
      // behind a number it closes it, before one it opens the next
      if (run.length > 0) {
        currency = true;
        flush();
      } else {
        const last = elements.at(-1);
        if (last?.type === 'amount' && !nextIsNumber) last.currency = true;
        else currency = true;
      }
    } else if (isSign(token.text)) {
      sign(token.text);
    } else if (/^[a-z]/.test(token.text)) {
      const lexemes = numberWord(token.text, run.length > 0);
      if (lexemes !== undefined) {
        if (repeatsInWords(run, lexemes)) flush();
        run.push(...lexemes);
      } else {
        flush();
        const unit = mistypedUnit(token.text);
        if (isHarmless(token.text)) elements.push({ type: 'harmless' });
        else elements.push(unit === undefined ? { type: 'unknown' } : { type: 'unknown', unit });
      }
    } else if (token.text === ',' && run.at(-1)?.kind === 'unit' && nextIsNumber) {
      continue;
    } else if (token.text === '(') {
      flush();
      depth += 1;
    } else if (token.text === ')') {
      flush();
      depth = Math.max(0, depth - 1);
    } else if (token.text === '-') {
      const last = elements.at(-1);
      // "okt -3jt": behind a cut a dash separates
      const separates = last?.type === 'sign' && last.sign === 'BREAK';
      if (glued && nextIsNumber && run.length === 0) sign(separates ? 'DASH' : 'MINUS-GLUED');
      // "Rp2.500.000,-" and "500.000-" end an amount
      else if (next === undefined || !nextIsNumber) flush();
      else sign('DASH');
    } else if (token.text === '/') sign('SLASH');
    else if (token.text === '=') sign('EQUALS');
    else if (/^[.;|]$/.test(token.text)) sign('BREAK');
    else if (/^[,:!"'\][]$/.test(token.text)) {
      flush();
      elements.push({ type: 'harmless' });
    } else {
      flush();
      elements.push({ type: 'unknown' });
    }
  }
  flush();
  return elements;
}

/** "3.000.000 tiga juta": figures and then the same in words. */
function repeatsInWords(run: readonly Lexeme[], next: readonly Lexeme[]): boolean {
  const [only] = run;
  const first = next[0]?.kind;
  return (
    run.length === 1 &&
    only?.kind === 'literal' &&
    /^\d{1,3}(?:[.,]\d{3})+|^\d{5,}$/.test(only.text) &&
    (first === 'ones' || first === 'tens')
  );
}
