/** How a simulated company differs from the default one: `PUT /simulators/fortnox/companies/<company>`. */
import { type Static, Type } from 'typebox'

const codes = (description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 10_000, description }))

export const CompanySettings = Type.Object(
  {
    missingAccounts: codes('accounts the chart lacks; it has all others of 1000–9999'),
    closedBefore: Type.Optional(
      Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'days before it are locked' }),
    ),
    financialYears: Type.Optional(
      Type.Array(Type.Object({ from: Type.String(), to: Type.String() }), {
        maxItems: 100,
        description: 'instead of the calendar years from 2020 to 2039',
      }),
    ),
    voucherSeries: codes('voucher series there are. Default every capital letter'),
    costCenters: codes('cost centres there are. Default any code of up to 6 characters'),
    projects: codes('projects there are. Default any number of up to 20 characters'),
    modesOfPayment: codes('modes of payment there are. Default any'),
    invoices: Type.Optional(
      Type.Union([Type.Literal('auto'), Type.Literal('listed')], {
        description:
          'auto: an unknown number or OCR number is taken for a booked invoice with something to pay. Default auto',
      }),
    ),
    listedInvoices: Type.Optional(
      Type.Array(
        Type.Object({
          number: Type.String({ pattern: '^\\d{1,15}$' }),
          openSum: Type.Number({ description: 'major units; what is to be paid from now on' }),
          reference: Type.Optional(Type.String({ maxLength: 40, description: 'the OCR number' })),
          external: Type.Optional(Type.String({ maxLength: 80, description: 'ExternalInvoiceReference1' })),
          booked: Type.Optional(Type.Boolean({ description: 'default true' })),
          cancelled: Type.Optional(Type.Boolean({ description: 'default false' })),
          currency: Type.Optional(Type.String({ minLength: 3, maxLength: 3 })),
        }),
        { maxItems: 100_000 },
      ),
    ),
    callsPer5Seconds: Type.Optional(
      Type.Integer({ minimum: 1, description: 'more are answered with 429. Default no limit; the real one is 25' }),
    ),
    latencyMs: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 60_000, description: 'passes before a write is looked at' }),
    ),
  },
  { additionalProperties: false },
)
export type CompanySettings = Static<typeof CompanySettings>

export interface Year {
  id: number
  from: string
  to: string
}

const FIRST_YEAR = 2020
const YEARS = 20

export function yearsOf({ financialYears }: CompanySettings): Year[] {
  const given =
    financialYears ??
    Array.from({ length: YEARS }, (_, i) => ({ from: `${FIRST_YEAR + i}-01-01`, to: `${FIRST_YEAR + i}-12-31` }))
  return given.map((year, i) => ({ id: i + 1, ...year }))
}
