/** Connections to accounting systems: a Saatava extension, for which the published API has no word. */
import { type Static, Type } from 'typebox'
import { CONNECTORS, UPCOMING } from '../connectors/registry.ts'
import { date, instant, money, named, oneOf, optional, orNull, text, Warnings } from '../platform/http/schema.ts'

const MAP_ENTRIES_MAX = 500
const map = (description: string) =>
  Type.Optional(
    Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 200 }), {
      maxProperties: MAP_ENTRIES_MAX,
      description,
    }),
  )

const system = () =>
  oneOf([...CONNECTORS.map((connector) => connector.system), ...UPCOMING], undefined, 'AccountingSystem')

export const ConnectionInput = named(
  'AccountingConnectionInput',
  Type.Object({
    system: system(),
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
  }),
)
export type ConnectionInput = Static<typeof ConnectionInput>

export const ConnectionView = named(
  'AccountingConnection',
  Type.Object({
    system: system(),
    companyIdentifier: Type.String(),
    simulator: Type.Boolean(),
    isDefault: Type.Boolean(),
    mappings: Type.Object({}, { additionalProperties: true }),
    settings: Type.Object({}, { additionalProperties: true }),
    state: oneOf(['active', 'stopped'], undefined, 'ConnectionState'),
    reason: Type.Union([Type.String(), Type.Null()]),
    failures: Type.Integer({ minimum: 0 }),
    nextAttemptAt: orNull(instant()),
    createdAt: instant(),
    updatedAt: instant(),
    warnings: Warnings,
  }),
)
export const ConnectionList = named('AccountingConnections', Type.Object({ connections: Type.Array(ConnectionView) }))

export const CompanyChoice = Type.Object({ companyIdentifier: optional(text(64, 'default: the default connection')) })
export const ConsentInput = named(
  'ConsentInput',
  Type.Object({
    companyIdentifier: optional(text(64, 'default: the default connection')),
    authorizationCode: text(
      4_000,
      'the code that the accounting system gave to the person who consented; it expires after minutes',
    ),
    redirectUri: text(2_000, 'the redirect address, exactly as in the request for consent'),
  }),
)
export const TestResult = named(
  'ConnectionTestResult',
  Type.Object({
    ok: Type.Boolean(),
    system: system(),
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
  }),
)

export const ReconciliationQuery = Type.Object({
  fromDate: date('first voucher or payment date'),
  toDate: date('last voucher or payment date; at most 92 days after fromDate'),
  companyIdentifier: optional(text(64)),
})
const ReconciliationLine = named(
  'ReconciliationLine',
  Type.Object({
    kind: oneOf(['ledger', 'payment', 'invoice'], undefined, 'AccountingDocumentKind'),
    sourceIdentifier: orNull(Type.String()),
    remoteId: orNull(Type.String()),
    date: orNull(date()),
    message: Type.String(),
  }),
)
const Balance = named(
  'AccountBalance',
  Type.Object({
    account: Type.String({
      description: 'a clearing account: the one in the settings, and those of earlier payments',
    }),
    currency: Type.String({ format: 'currency' }),
    inAccounting: money(
      'the sum that our payments and settlements booked on it: as read back from the system, else as submitted',
    ),
    openAllocations: money('allocated and unsettled capital of invoices that Saatava booked'),
    difference: money('inAccounting less openAllocations; 0 where the books agree'),
    differences: Type.Array(
      named(
        'BalanceDifference',
        Type.Object({
          kind: Type.String(),
          sourceIdentifier: orNull(Type.String()),
          amount: money('its part of the difference'),
          message: Type.String(),
        }),
      ),
      { description: 'documents that explain the difference, at most 100' },
    ),
  }),
)
export const Reconciliation = named(
  'Reconciliation',
  Type.Object({
    system: system(),
    companyIdentifier: Type.String(),
    fromDate: date(),
    toDate: date(),
    matched: Type.Integer({ minimum: 0 }),
    missing: Type.Array(ReconciliationLine),
    doubled: Type.Array(ReconciliationLine),
    different: Type.Array(ReconciliationLine),
    balances: Type.Array(Balance),
  }),
)
