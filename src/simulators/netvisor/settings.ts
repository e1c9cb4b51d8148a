import { type Static, Type } from 'typebox'

/** PUT /simulators/netvisor/companies/<customer id>: what a simulated company is like. */
export const CompanySettings = Type.Object({
  missingAccounts: Type.Optional(
    Type.Array(Type.String({ maxLength: 20 }), {
      maxItems: 10_000,
      description: 'accounts from 1000 to 9999 it lacks',
    }),
  ),
  closedBefore: Type.Optional(
    Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'days before this one are locked' }),
  ),
  invoices: Type.Optional(
    Type.Union([Type.Literal('auto'), Type.Literal('listed')], {
      description: 'auto (default): an unknown invoice number is taken as an open invoice',
    }),
  ),
  listedInvoices: Type.Optional(
    Type.Array(
      Type.Object({ number: Type.String(), openSum: Type.Number(), reference: Type.Optional(Type.String()) }),
      { maxItems: 100_000 },
    ),
  ),
  overlap: Type.Optional(
    Type.Union([Type.Literal('reject'), Type.Literal('allow')], {
      description: 'requests side by side; default reject',
    }),
  ),
  latencyMs: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 60_000, description: 'each write takes at least this long' }),
  ),
})
export type CompanySettings = Static<typeof CompanySettings>
