/** How a simulated company differs from the default one: `PUT /simulators/fivaldi/companies/<company>`. */
import { type Static, Type } from 'typebox'

const codes = (description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 10_000, description }))

export const CompanySettings = Type.Object(
  {
    missingAccounts: codes('accounts the chart lacks; it has all others of 1 to 8 digits'),
    closedBefore: Type.Optional(
      Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'days before it are closed' }),
    ),
    fiscalYears: Type.Optional(
      Type.Array(Type.Object({ from: Type.String(), to: Type.String() }), {
        maxItems: 100,
        description: 'instead of the calendar years from 2020 to 2039',
      }),
    ),
    voucherTypes: Type.Optional(
      Type.Array(
        Type.Object({
          id: Type.Integer({ minimum: 1 }),
          description: Type.String({ maxLength: 80 }),
          isPayment: Type.Optional(
            Type.Boolean({ description: 'inspect shows its vouchers among payments. Default false' }),
          ),
        }),
        { maxItems: 100, description: 'instead of nine types with Finnish names' },
      ),
    ),
    vatCodes: codes('VAT codes there are. Default any'),
    dimensionValues: codes('values that every dimension has. Default any of up to 8 characters'),
    descriptionMax: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 10_000, description: 'characters of a description. Default 1 000' }),
    ),
    duplicateNumbers: Type.Optional(
      Type.Union([Type.Literal('allow'), Type.Literal('refuse')], {
        description: 'refuse: 409 to an originalVoucherNumber that is there. Default refuse',
      }),
    ),
    companies: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 10, description: 'companies of its business id. Default 1' }),
    ),
    bucket: Type.Optional(
      Type.Object(
        {
          capacity: Type.Integer({ minimum: 1, description: 'calls at once; the example says 10' }),
          perSecond: Type.Number({ exclusiveMinimum: 0, description: 'calls refilled; the example says 2' }),
        },
        { description: 'more calls are answered with 429. Default no limit' },
      ),
    ),
    latencyMs: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 60_000, description: 'passes before a write is looked at' }),
    ),
  },
  { additionalProperties: false },
)
export type CompanySettings = Static<typeof CompanySettings>

export interface VoucherType {
  id: number
  description: string
  isPayment?: boolean
}

const VOUCHER_TYPES: VoucherType[] = [
  { id: 10, description: 'Myyntilaskut' },
  { id: 20, description: 'Myyntisuoritukset', isPayment: true },
  { id: 30, description: 'Tiliotteet' },
  { id: 40, description: 'Kassa' },
  { id: 50, description: 'Ostolaskut' },
  { id: 60, description: 'Ostosuoritukset' },
  { id: 70, description: 'Palkat' },
  { id: 75, description: 'Jaksotukset' },
  { id: 80, description: 'Muistiotositteet' },
]

export function voucherTypesOf({ voucherTypes }: CompanySettings): VoucherType[] {
  return voucherTypes ?? VOUCHER_TYPES
}

export interface Year {
  id: number
  from: string
  to: string
}

const FIRST_YEAR = 2020
const YEARS = 20

export function yearsOf({ fiscalYears }: CompanySettings): Year[] {
  const given =
    fiscalYears ??
    Array.from({ length: YEARS }, (_, i) => ({ from: `${FIRST_YEAR + i}-01-01`, to: `${FIRST_YEAR + i}-12-31` }))
  return given.map((year, i) => ({ id: i + 1, ...year }))
}

/** The last day of a month that is written as a number: 202602 → 2026-02-28. */
export function lastDayOf(month: number): string {
  return new Date(Date.UTC(Math.floor(month / 100), month % 100, 0)).toISOString().slice(0, 10)
}
