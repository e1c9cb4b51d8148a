/** How a simulated company differs from the default one: `PUT /simulators/netvisor/companies/<company>`. */
import { type Static, Type } from 'typebox'

export const CompanySettings = Type.Object(
  {
    missingAccounts: Type.Optional(
      Type.Array(Type.Union([Type.String(), Type.Integer()]), {
        description: 'accounts the chart lacks; it has all others of 1000–9999',
        maxItems: 10_000,
      }),
    ),
    closedBefore: Type.Optional(
      Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'days before it are locked' }),
    ),
    invoices: Type.Optional(
      Type.Union([Type.Literal('auto'), Type.Literal('listed')], {
        description: 'auto: an unknown invoice number or reference is taken for an open invoice. Default auto',
      }),
    ),
    listedInvoices: Type.Optional(
      Type.Array(
        Type.Object({
          number: Type.String({ minLength: 1, maxLength: 40 }),
          openSum: Type.Number({ description: 'major units; what is open from now on' }),
          reference: Type.Optional(Type.String({ maxLength: 40 })),
        }),
        { maxItems: 100_000 },
      ),
    ),
    paymentMethods: Type.Optional(
      Type.Array(Type.String(), {
        maxItems: 1_000,
        description: 'names of the payment methods there are. Default any name',
      }),
    ),
    overlap: Type.Optional(
      Type.Union([Type.Literal('reject'), Type.Literal('allow')], {
        description: 'handling of a second request of a company at the same time. Default reject',
      }),
    ),
    latencyMs: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 60_000, description: 'passes before a write is looked at' }),
    ),
  },
  { additionalProperties: false },
)
export type CompanySettings = Static<typeof CompanySettings>

/** True where the company's books are locked on a day. */
export function isLocked(settings: CompanySettings, date: string): boolean {
  return settings.closedBefore !== undefined && date < settings.closedBefore
}
