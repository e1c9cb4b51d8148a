/** How a simulated company differs from the default one: `PUT /simulators/economic/companies/<company>`. */
import { type Static, Type } from 'typebox'

const codes = (description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 10_000, description }))
const numbers = (description: string) =>
  Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 10_000, description }))

export const CompanySettings = Type.Object(
  {
    missingAccounts: codes('accounts the chart lacks; it has all others of 1–999999999'),
    blockedAccounts: codes('accounts that take no direct entries'),
    closedBefore: Type.Optional(
      Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'days before it are closed' }),
    ),
    accountingYears: Type.Optional(
      Type.Array(
        Type.Object({
          year: Type.String({ pattern: '^\\d{4}(/\\d{4})?$' }),
          from: Type.String(),
          to: Type.String(),
          closed: Type.Optional(Type.Boolean({ description: 'default false' })),
        }),
        { maxItems: 100, description: 'instead of the calendar years from 2020 to 2039' },
      ),
    ),
    journals: numbers('journals there are. Default 1, 2 and 3'),
    vatCodes: codes('VAT codes there are. Default any code of up to 5 characters'),
    departments: numbers('departmental distributions there are. Default any'),
    projects: numbers('projects there are. Default any'),
    currency: Type.Optional(
      Type.String({ minLength: 3, maxLength: 3, description: 'the only currency there is. Default any' }),
    ),
    invoices: Type.Optional(
      Type.Union([Type.Literal('auto'), Type.Literal('listed')], {
        description: 'auto: an unknown number or reference is taken for a booked invoice. Default auto',
      }),
    ),
    listedInvoices: Type.Optional(
      Type.Array(
        Type.Object({
          number: Type.String({ pattern: '^[1-9]\\d{0,8}$' }),
          openSum: Type.Number({ description: 'major units; what is to be paid from now on' }),
          reference: Type.Optional(Type.String({ maxLength: 250, description: 'references.other' })),
          customer: Type.Optional(Type.Integer({ minimum: 1, description: 'default 1' })),
        }),
        { maxItems: 100_000 },
      ),
    ),
    numbers: Type.Optional(
      Type.Union([Type.Literal('year'), Type.Literal('journal')], {
        description: 'journal: each journal counts its vouchers alone, so that numbers repeat. Default year',
      }),
    ),
    otherReferences: Type.Optional(
      Type.Union([Type.Literal('searchable'), Type.Literal('refused')], {
        description: 'refused: invoices cannot be filtered by references.other. Default searchable',
      }),
    ),
    readOnly: Type.Optional(
      Type.Boolean({ description: 'the grant may only read, as the demo agreement. Default false' }),
    ),
    grant: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000, description: 'how many grants were revoked before the valid one' }),
    ),
    keepsRefusals: Type.Optional(
      Type.Boolean({ description: 'an Idempotency-Key repeats refusals too, not successes alone. Default false' }),
    ),
    callsPerMinute: Type.Optional(
      Type.Integer({ minimum: 1, description: 'more are answered with 429. Default no limit' }),
    ),
    latencyMs: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 60_000, description: 'passes before a write is looked at' }),
    ),
  },
  { additionalProperties: false },
)
export type CompanySettings = Static<typeof CompanySettings>

export interface Year {
  year: string
  from: string
  to: string
  closed?: boolean
}

const FIRST_YEAR = 2020
const YEARS = 20

export function yearsOf({ accountingYears }: CompanySettings): Year[] {
  return (
    accountingYears ??
    Array.from({ length: YEARS }, (_, i) => {
      const year = String(FIRST_YEAR + i)
      return { year, from: `${year}-01-01`, to: `${year}-12-31` }
    })
  )
}

export interface Period {
  number: number
  from: string
  to: string
  closed: boolean
}

/** The months of an accounting year. */
export function periodsOf({ closedBefore = '' }: CompanySettings, { from, to }: Year): Period[] {
  const periods: Period[] = []
  for (let start = from; start <= to; ) {
    const [year = 0, month = 0] = start.split('-').map(Number)
    const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
    const end = last < to ? last : to
    periods.push({ number: periods.length + 1, from: start, to: end, closed: end < closedBefore })
    start = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
  }
  return periods
}

export function journalsOf({ journals = [1, 2, 3] }: CompanySettings): number[] {
  return journals
}
