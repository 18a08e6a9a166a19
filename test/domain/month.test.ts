import { readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { jakartaDate, readMonth } from '../../src/domain/month.ts'

const file = z
  .object({
    cases: z.array(
      z.object({
        text: z.string(),
        ref: z.string(),
        expect: z.enum(['ok', 'ambiguous', 'reject']),
        month: z.string().optional(),
        warn: z.string().optional(),
        candidates: z.array(z.string()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../cases/month.json', import.meta.url), 'utf8')))

const dayOf = (ref: string): Temporal.PlainDate =>
  ref.includes('T') ? jakartaDate(new Date(ref)) : Temporal.PlainDate.from(ref)

describe('the labelled months', () => {
  it.each(file.cases)('reads "$text" on $ref as the file says', (each) => {
    const reading = readMonth(each.text, dayOf(each.ref))
    if (each.expect === 'ok') {
      expect(reading).toMatchObject({ kind: 'ok', value: each.month })
      if (reading.kind === 'ok') {
        expect(reading.warnings.filter((w) => w === 'current-month' || w === 'year-inferred-back')).toEqual(
          each.warn === undefined ? [] : [each.warn.replaceAll('_', '-')],
        )
      }
    } else if (each.expect === 'ambiguous') {
      expect(reading.kind).toBe('ambiguous')
      if (reading.kind === 'ambiguous') expect(new Set(reading.candidates)).toEqual(new Set(each.candidates))
    } else expect(reading.kind).toBe('none')
  })
})
