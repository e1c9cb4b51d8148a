/** How a simulated company differs from the default one: `PUT /simulators/procountor/companies/<company>`. */
import { type Static, Type } from 'typebox'

const flags = { sales: Type.Optional(Type.Boolean()), purchase: Type.Optional(Type.Boolean()) }

export const CompanySettings = Type.Object(
  {
    missingAccounts: Type.Optional(
      Type.Array(Type.String(), { description: 'accounts the chart lacks; it has all others of 1000–9999' }),
    ),
    closedBefore: Type.Optional(
      Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'days before it are closed' }),
    ),
    invoices: Type.Optional(
      Type.Union([Type.Literal('auto'), Type.Literal('listed')], {
        description: 'auto: an unknown invoice number is taken for an open invoice. Default auto',
      }),
    ),
    listedInvoices: Type.Optional(
      Type.Array(
        Type.Object({
          number: Type.String({ minLength: 1, maxLength: 40 }),
          openSum: Type.Number({ description: 'major units' }),
          reference: Type.Optional(Type.String()),
          currency: Type.Optional(Type.String()),
          status: Type.Optional(Type.String()),
          date: Type.Optional(Type.String()),
        }),
      ),
    ),
    dimensions: Type.Optional(
      Type.Array(
        Type.Object({
          name: Type.String(),
          items: Type.Array(Type.String()),
          inactive: Type.Optional(Type.Array(Type.String())),
        }),
        {
          description: 'instead of “Cost center” and “Project” with every code of up to 20 characters',
        },
      ),
    ),
    vatPercents: Type.Optional(Type.Array(Type.Object({ vatPercent: Type.Number(), ...flags }))),
    vatStatuses: Type.Optional(
      Type.Array(Type.Object({ vatStatus: Type.Integer(), description: Type.Optional(Type.String()), ...flags })),
    ),
    requestsPerSecond: Type.Optional(
      Type.Integer({ minimum: 1, description: 'more are answered with 429. Default no limit' }),
    ),
    latencyMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 60_000, description: 'before a write is looked at' })),
    overlap: Type.Optional(Type.String({ description: 'taken and ignored: Procountor allows requests side by side' })),
  },
  { additionalProperties: false },
)
export type CompanySettings = Static<typeof CompanySettings>

export interface Allowed {
  sales: boolean
  purchase: boolean
}

/** Percents in use in Finland, old and new. */
const PERCENTS = [0, 10, 13.5, 14, 24, 25.5]
const STATUSES = [
  { vatStatus: 1, description: 'Domestic' },
  { vatStatus: 3, description: 'Outside EU' },
  { vatStatus: 5, description: 'EU goods' },
  { vatStatus: 12, description: 'No VAT handling' },
]

export function percentsOf(settings: CompanySettings): { vatPercent: number; sales: boolean; purchase: boolean }[] {
  const listed = settings.vatPercents ?? PERCENTS.map((vatPercent) => ({ vatPercent }))
  return listed.map((percent) => ({ sales: true, purchase: true, ...percent }))
}

export function statusesOf(settings: CompanySettings): ({ vatStatus: number; description?: string } & Allowed)[] {
  return (settings.vatStatuses ?? STATUSES).map((status) => ({ sales: true, purchase: true, ...status }))
}

/** True where the company's books are closed on a day. */
export function isClosed(settings: CompanySettings, date: string): boolean {
  return settings.closedBefore !== undefined && date < settings.closedBefore
}

export function hasAccount(settings: CompanySettings, account: unknown): boolean {
  return (
    typeof account === 'string' && /^[1-9]\d{3}$/.test(account) && settings.missingAccounts?.includes(account) !== true
  )
}
