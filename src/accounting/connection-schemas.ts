/** Connections to accounting systems: a Saatava extension, for which the published API has no word. */
import { type Static, Type } from 'typebox'
import { CONNECTORS, UPCOMING } from '../connectors/registry.ts'
import { Warnings, date, oneOf, optional, text } from '../platform/http/schema.ts'

const MAP_ENTRIES_MAX = 500
const map = (description: string) =>
  Type.Optional(
    Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 200 }), {
      maxProperties: MAP_ENTRIES_MAX,
      description,
    }),
  )

export const ConnectionInput = Type.Object({
  system: oneOf([...CONNECTORS.map((connector) => connector.system), ...UPCOMING]),
  companyIdentifier: text(64, 'the company in that system; ledger documents name it'),
  simulator: optional(
    Type.Boolean({ description: 'sandbox: connect to the built-in simulator; no credentials are needed' }),
  ),
  isDefault: optional(
    Type.Boolean({
      description:
        'true: payments, which do not name a company, use this connection; the first connection is the default',
    }),
  ),
  credentials: optional(
    Type.Record(
      Type.String({ maxLength: 64 }),
      Type.Union([Type.String({ maxLength: 10_000 }), Type.Number(), Type.Boolean()]),
      {
        maxProperties: 50,
        description:
          'credentials of the system; encrypted at rest and never returned; leave out to keep the stored ones',
      },
    ),
  ),
  mappings: optional(
    Type.Object({
      voucherTypes: map('documentType → voucher type or series'),
      vatCodes: map('vatCode → the system’s VAT code'),
      dimensions: map('dimension → the system’s dimension name'),
      paymentMethods: map('payment description → payment method'),
    }),
  ),
  settings: optional(
    Type.Record(
      Type.String({ maxLength: 64 }),
      Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()]),
      {
        maxProperties: 100,
        description: 'see GET /accounting/connection for those in force, and the guide for all',
      },
    ),
  ),
})
export type ConnectionInput = Static<typeof ConnectionInput>

export const ConnectionView = Type.Object({
  system: Type.String(),
  companyIdentifier: Type.String(),
  simulator: Type.Boolean(),
  isDefault: Type.Boolean(),
  mappings: Type.Object({}, { additionalProperties: true }),
  settings: Type.Object({}, { additionalProperties: true }),
  state: oneOf(['active', 'stopped']),
  reason: Type.Union([Type.String(), Type.Null()]),
  failures: Type.Integer(),
  nextAttemptAt: Type.Union([Type.String(), Type.Null()]),
  createdAt: Type.String(),
  updatedAt: Type.String(),
  warnings: Warnings,
})
export const ConnectionList = Type.Object({ connections: Type.Array(ConnectionView) })

export const CompanyChoice = Type.Object({ companyIdentifier: optional(text(64, 'default: the default connection')) })
export const ConsentInput = Type.Object({
  companyIdentifier: optional(text(64, 'default: the default connection')),
  authorizationCode: text(
    4_000,
    'the code that the accounting system gave to the person who consented; it expires after minutes',
  ),
  redirectUri: text(2_000, 'the redirect address, exactly as in the request for consent'),
})
export const TestResult = Type.Object({
  ok: Type.Boolean(),
  system: Type.String(),
  companyIdentifier: Type.String(),
  message: Type.String(),
  details: Type.Object(
    {},
    {
      additionalProperties: true,
      description:
        'facts of the system; `missing` lists the reasons why it would refuse our vouchers, each with code, pointer and message',
    },
  ),
})

export const ReconciliationQuery = Type.Object({
  fromDate: date('first voucher or payment date'),
  toDate: date('last voucher or payment date; at most 92 days after fromDate'),
  companyIdentifier: optional(text(64)),
})
const ReconciliationLine = Type.Object({
  kind: Type.String(),
  sourceIdentifier: Type.Union([Type.String(), Type.Null()]),
  remoteId: Type.Union([Type.String(), Type.Null()]),
  date: Type.Union([Type.String(), Type.Null()]),
  message: Type.String(),
})
const money = (description: string) => Type.Number({ description })
const Balance = Type.Object({
  account: Type.String({
    description: 'a clearing account: the one in the settings, and those of earlier payments',
  }),
  currency: Type.String(),
  inAccounting: money(
    'the sum that our payments and settlements booked on it: as read back from the system, else as submitted',
  ),
  openAllocations: money('allocated and unsettled capital of invoices that Saatava booked'),
  difference: money('inAccounting less openAllocations; 0 where the books agree'),
  differences: Type.Array(
    Type.Object({
      kind: Type.String(),
      sourceIdentifier: Type.Union([Type.String(), Type.Null()]),
      amount: money('its part of the difference'),
      message: Type.String(),
    }),
    { description: 'documents that explain the difference, at most 100' },
  ),
})
export const Reconciliation = Type.Object({
  system: Type.String(),
  companyIdentifier: Type.String(),
  fromDate: Type.String(),
  toDate: Type.String(),
  matched: Type.Integer(),
  missing: Type.Array(ReconciliationLine),
  doubled: Type.Array(ReconciliationLine),
  different: Type.Array(ReconciliationLine),
  balances: Type.Array(Balance),
})
