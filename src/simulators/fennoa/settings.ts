/** How a simulated company differs from the default one: `PUT /simulators/fennoa/companies/<company>`. */
import { type Static, Type } from 'typebox'

const day = (description: string) => Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description }))
const calls = (description: string) => Type.Optional(Type.Integer({ minimum: 1, description }))

export const CompanySettings = Type.Object(
  {
    missingAccounts: Type.Optional(
      Type.Array(Type.String({ maxLength: 10 }), {
        maxItems: 10_000,
        description: 'accounts the chart lacks; it has all others of four to six digits',
      }),
    ),
    closedBefore: day('days before it are locked in accounting'),
    salesClosedBefore: day('days before it are locked for sales invoices'),
    accountingPeriods: Type.Optional(
      Type.Array(Type.Object({ from: Type.String(), to: Type.String() }), {
        maxItems: 100,
        description: 'instead of the calendar years from 2020 to 2039',
      }),
    ),
    vatCodes: Type.Optional(
      Type.Array(Type.Object({ id: Type.Integer({ minimum: 1 }), name: Type.String({ maxLength: 100 }) }), {
        maxItems: 1_000,
        description: 'VAT handlings instead of the numbers 1 to 6 and 20',
      }),
    ),
    dimensions: Type.Optional(
      Type.Array(
        Type.Object({
          id: Type.Integer({ minimum: 1 }),
          name: Type.String({ maxLength: 100 }),
          codes: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10_000 }),
        }),
        { maxItems: 100, description: 'dimension types instead of 1 (Kustannuspaikka) and 2 (Projekti) with any code' },
      ),
    ),
    paymentTypes: Type.Optional(
      Type.Array(Type.Integer(), { maxItems: 100, description: 'payment types there are. Default 1 to 9' }),
    ),
    invoices: Type.Optional(
      Type.Union([Type.Literal('auto'), Type.Literal('listed')], {
        description: 'auto: an unknown number is taken for an approved invoice. Default auto',
      }),
    ),
    listedInvoices: Type.Optional(
      Type.Array(
        Type.Object({
          number: Type.String({ pattern: '^[\\w-]{1,20}$' }),
          openSum: Type.Number({ description: 'major units; what is to be paid from now on' }),
          reference: Type.Optional(Type.String({ maxLength: 40, description: 'banking_reference' })),
          approved: Type.Optional(Type.Boolean({ description: 'default true' })),
        }),
        { maxItems: 100_000 },
      ),
    ),
    paymentDescriptions: Type.Optional(
      Type.Boolean({ description: 'false: lists of payments show no descriptions. Default true' }),
    ),
    callsPerSecond: calls('more are answered with 429. Default no limit; the real one is 100'),
    latencyMs: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 60_000, description: 'passes before a write is looked at' }),
    ),
  },
  { additionalProperties: false },
)
export type CompanySettings = Static<typeof CompanySettings>

interface Period {
  id: number
  from: string
  to: string
}

const FIRST_YEAR = 2020
const YEARS = 20
const YEAR_BY_YEAR = Array.from({ length: YEARS }, (_, i) => ({
  from: `${FIRST_YEAR + i}-01-01`,
  to: `${FIRST_YEAR + i}-12-31`,
}))

export function periodsOf({ accountingPeriods = YEAR_BY_YEAR }: CompanySettings): Period[] {
  return accountingPeriods.map((period, i) => ({ id: i + 1, ...period }))
}

const VAT_CODES = [
  { id: 1, name: 'Kotimaan myynti 25,5 %' },
  { id: 2, name: 'Kotimaan ostot 25,5 %' },
  { id: 3, name: 'Kotimaan myynti 13,5 %' },
  { id: 4, name: 'Kotimaan myynti 10 %' },
  { id: 5, name: 'Nollaverokanta' },
  { id: 6, name: 'Tavaramyynti EU-maihin' },
  { id: 20, name: 'Palvelumyynti 25,5 %' },
]

export function vatCodesOf({ vatCodes = VAT_CODES }: CompanySettings): { id: number; name: string }[] {
  return vatCodes
}

export interface DimensionType {
  id: number
  names: { name_fi: string; name_en: string; name_sv: string }
  /** Undefined where any code is there. */
  codes: string[] | undefined
}

const DIMENSIONS: DimensionType[] = [
  { id: 1, names: { name_fi: 'Kustannuspaikka', name_en: 'Cost centre', name_sv: 'Kostnadsställe' }, codes: undefined },
  { id: 2, names: { name_fi: 'Projekti', name_en: 'Project', name_sv: 'Projekt' }, codes: undefined },
]

export function dimensionTypesOf({ dimensions }: CompanySettings): DimensionType[] {
  return (
    dimensions?.map(({ id, name, codes }) => ({ id, names: { name_fi: name, name_en: name, name_sv: name }, codes })) ??
    DIMENSIONS
  )
}

const DAY_MS = 86_400_000

/** The last locked day of a setting that names the first open one. */
export function lockedUntil(openFrom: string | undefined): string | undefined {
  return openFrom === undefined ? undefined : new Date(Date.parse(openFrom) - DAY_MS).toISOString().slice(0, 10)
}

export function hasAccount({ missingAccounts }: CompanySettings, account: string): boolean {
  return /^[1-9]\d{3,5}$/.test(account) && missingAccounts?.includes(account) !== true
}
