/** How a simulated company differs from the default one: `PUT /simulators/tripletex/companies/<company>`. */
import { type Static, Type } from 'typebox'

const codes = (description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 10_000, description }))

export const CompanySettings = Type.Object(
  {
    missingAccounts: codes('accounts the chart lacks; it has all others of 1000–9999'),
    lockedAccounts: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: 'account → the number of the VAT type that it is locked to. Default none; real charts lock many',
      }),
    ),
    closedBefore: Type.Optional(
      Type.String({
        pattern: '^\\d{4}-\\d{2}-\\d{2}$',
        description: 'accounting periods that begin before it are closed',
      }),
    ),
    customers: codes('numbers of customers there are. Default 19999'),
    departments: codes('numbers of departments there are. Default any'),
    projects: codes('numbers of projects there are. Default any'),
    voucherTypes: codes('names of voucher types there are. Default those of a new company'),
    paymentTypes: Type.Optional(
      Type.Array(Type.Object({ name: Type.String(), account: Type.String({ pattern: '^\\d{4}$' }) }), {
        maxItems: 100,
        description: 'payment types of incoming payments. Default Kontant (1900) and Betalt til bank (1920)',
      }),
    ),
    invoices: Type.Optional(
      Type.Union([Type.Literal('auto'), Type.Literal('listed')], {
        description: 'auto: an unknown number or KID is taken for an invoice with something to pay. Default auto',
      }),
    ),
    listedInvoices: Type.Optional(
      Type.Array(
        Type.Object({
          number: Type.String({ pattern: '^\\d{1,15}$' }),
          openSum: Type.Number({ description: 'major units; what is to be paid from now on' }),
          reference: Type.Optional(Type.String({ maxLength: 25, description: 'the KID' })),
          credited: Type.Optional(Type.Boolean({ description: 'default false' })),
          currency: Type.Optional(Type.String({ minLength: 3, maxLength: 3 })),
        }),
        { maxItems: 100_000 },
      ),
    ),
    callsPer10Seconds: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'more are answered with 429; headers say what is left. Default no limit',
      }),
    ),
    latencyMs: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 60_000, description: 'passes before a write is looked at' }),
    ),
  },
  { additionalProperties: false },
)
export type CompanySettings = Static<typeof CompanySettings>

export const VOUCHER_TYPES = [
  ...['Utgående faktura', 'Leverandørfaktura', 'Purring', 'Betaling', 'Lønnsbilag', 'Terminoppgave', 'Mva-melding'],
  ...['Bankavstemming', 'Åpningsbalanse', 'Reiseregning'],
] as const

export const PAYMENT_TYPES = [
  { name: 'Kontant', account: '1900' },
  { name: 'Betalt til bank', account: '1920' },
] as const

export interface VatType {
  id: number
  number: string
  name: string
  percentage: number
  /** The account that its VAT is booked on. */
  account?: string
}

/** VAT types of Norway, by the numbers of the standard. Ids are not always the numbers. */
export const VAT_TYPES: readonly VatType[] = [
  { id: 0, number: '0', name: 'Ingen avgiftsbehandling', percentage: 0 },
  { id: 1, number: '1', name: 'Fradrag inngående avgift, høy sats', percentage: 25, account: '2710' },
  { id: 11, number: '11', name: 'Fradrag inngående avgift, middels sats', percentage: 15, account: '2711' },
  { id: 12, number: '13', name: 'Fradrag inngående avgift, lav sats', percentage: 12, account: '2713' },
  { id: 3, number: '3', name: 'Utgående avgift, høy sats', percentage: 25, account: '2700' },
  { id: 31, number: '31', name: 'Utgående avgift, middels sats', percentage: 15, account: '2701' },
  { id: 33, number: '32', name: 'Utgående avgift, råfisk', percentage: 11.11, account: '2702' },
  { id: 32, number: '33', name: 'Utgående avgift, lav sats', percentage: 12, account: '2703' },
  { id: 5, number: '5', name: 'Ingen utgående avgift (innenfor mva-loven)', percentage: 0 },
  { id: 6, number: '6', name: 'Ingen utgående avgift (utenfor mva-loven)', percentage: 0 },
  { id: 7, number: '7', name: 'Ingen avgiftsbehandling (inntekter)', percentage: 0 },
  { id: 51, number: '51', name: 'Avgiftsfri innlands omsetning med omvendt avgiftsplikt', percentage: 0 },
  { id: 52, number: '52', name: 'Avgiftsfri utførsel av varer og tjenester', percentage: 0 },
]
