import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readRupiah } from '../../src/domain/rupiah.ts'

const file = z
  .object({
    cases: z.array(
      z.object({
        text: z.string(),
        expect: z.enum(['ok', 'ambiguous', 'reject']),
        rupiah: z.number().optional(),
        warn: z.string().optional(),
        candidates: z.array(z.number()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../cases/rupiah.json', import.meta.url), 'utf8')))

const WARNINGS = new Map([
  ['sanity_low', 'sanity-low'],
  ['confirm_miliar', 'confirm-miliar'],
  ['confirm_zero', 'confirm-zero'],
  ['approx', 'approximate'],
])

describe('the labelled amounts', () => {
  it.each(file.cases)('reads "$text" as the file says', (each) => {
    const reading = readRupiah(each.text)
    if (each.expect === 'ok') {
      const warning = WARNINGS.get(each.warn ?? '')
      expect(reading).toMatchObject({
        kind: 'ok',
        value: each.rupiah,
        warnings: warning === undefined ? [] : [warning],
      })
    } else if (each.expect === 'ambiguous') {
      expect(reading.kind).toBe('ambiguous')
      if (reading.kind === 'ambiguous') expect(new Set(reading.candidates)).toEqual(new Set(each.candidates))
    } else expect(reading.kind).toBe('none')
  })
})
