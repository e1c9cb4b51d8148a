/**
 * The interface that an accounting system must offer to the sync engine, and nothing more. A connector knows no SQL and
 * none of our HTTP routes: it is given a document and a connection, and talks to the system.
 *
 * The engine's promise is exactly-once, and almost no accounting system has an idempotency key (where there is one,
 * idempotencyKeyOf in marker.ts makes it, and the system keeps it for a while only), so the work is cut in three:
 * `plan` turns a document into the vouchers it will become, each with a deterministic marker; `find` looks for a
 * planned voucher in the system; `send` makes one. The engine records that it is about to send, sends, and after any
 * outcome it cannot be sure of it finds before it sends again.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import type { CivilDate } from '@saatava/core/dates.ts'
import type { TObject } from 'typebox'

/** Every system that is published by name. Systems without a connector (registry.ts) are upcoming. */
export const SYSTEMS = [
  'NETVISOR',
  'PROCOUNTOR',
  'NETBARON',
  'FENNOA',
  'FIVALDI',
  'TALENOM',
  'FORTNOX',
  'TRIPLETEX',
  'ECONOMIC',
] as const
export type System = (typeof SYSTEMS)[number]

/** One row of a ledger document. Amounts are minor units, + debit and − credit. */
export interface LedgerRow {
  bookingDate: CivilDate
  accountNumber: string
  vatAccountNumber?: string
  vatType?: string
  vatPercentage?: number
  vatCode?: string
  amount: bigint
  netAmount: bigint
  isVatRow: boolean
  projectNumber?: string
  transactionType?: string
  transactionDescription?: string
  dimensions: { type: 'COST_CENTER' | 'PROJECT' | 'CUSTOM'; name?: string; value: string }[]
}

export interface LedgerDocument {
  kind: 'ledger' | 'invoice'
  /** Unique per client and kind: ledgerIdentifier. */
  identifier: string
  companyIdentifier: string
  /** Netvisor's abbreviation, for example ML. */
  documentType: string
  documentName: string
  documentDate: CivilDate
  documentDescription?: string
  calculationMode: 'GROSS' | 'NET'
  rows: LedgerRow[]
}

/** A document becomes a voucher: a ledger document, or a payment that is made one (parts.ts). */
export interface VoucherDocument extends Omit<LedgerDocument, 'kind'> {
  kind: LedgerDocument['kind'] | 'payment'
}

export interface PaymentRow {
  paymentType?: string
  description?: string
  accountNumber: string
  amount: bigint
  vatPercent?: number
  vatCode?: string
}

export interface PaymentDocument {
  kind: 'payment'
  /** Unique per client: paymentIdentifier. */
  identifier: string
  invoiceNumber?: string
  paymentDate: CivilDate
  bookingDate?: CivilDate
  amount: bigint
  currency: string
  targetIdentifier: 'invoicenumber' | 'reference'
  paymentReference?: string
  sourceName?: string
  paymentMethodType: 'alternative' | 'bankaccount'
  description?: string
  bankAccountNumber?: string
  /**
   * Accounts of payments that we make: where the money came to and what it pays. Their invoices are booked from here as
   * vouchers, so they stand in no sales ledger, and their payments are vouchers too.
   */
  accounts?: { money: string; receivable: string }
  rows: PaymentRow[]
}

export type AccountingDocument = LedgerDocument | PaymentDocument

export interface Mappings {
  /** Document type abbreviation → the system's own voucher type, series or name. */
  voucherTypes: Record<string, string>
  /** vatCode of the document → the system's own VAT code or vatStatus. */
  vatCodes: Record<string, string>
  /** COST_CENTER, PROJECT or a custom dimension's name → the system's own dimension name. */
  dimensions: Record<string, string>
  /** The payment's `description`, or its paymentMethodType → the system's own payment method. */
  paymentMethods: Record<string, string>
}

/** A connection as the connector sees it: credentials opened, settings complete with their defaults. */
export interface ConnectionConfig {
  clientId: ClientId
  companyIdentifier: string
  baseUrl: string
  /** The connector's other addresses, by the names it gives them. */
  addresses?: Readonly<Record<string, string>>
  credentials: Record<string, unknown>
  settings: Record<string, unknown>
  mappings: Mappings
}

/** One voucher or payment that a document becomes in the system. */
export interface PlannedVoucher {
  /** Deterministic: the same document, part and client always give the same marker (see marker.ts). */
  marker: string
  /** The civil date the voucher or payment will carry in the system. */
  date: CivilDate
  /** Minor units; the sum of the debit rows of a voucher, or the amount of a payment. */
  total: bigint
  /** The data that `send` and `find` need; the engine never looks inside. */
  body: unknown
}

/** A voucher or payment that stands in the system. */
export interface RemoteVoucher {
  remoteId: string
  status: 'Approved' | 'Draft' | 'Invalidated'
  date: CivilDate
  /** The marker found in it, where the system could carry one. */
  marker?: string
  /** Minor units, as PlannedVoucher.total. */
  total?: bigint
  /** Its rows, where the system shows them: minor units, + debit and − credit. */
  lines?: { account: string; amount: bigint }[]
  /** The voucher number or text a person would search for. */
  label?: string
}

export interface SendResult {
  remoteId: string
  status: RemoteVoucher['status']
  /** True where the system confirms later (a file drop): `confirm` is then asked until it knows. */
  awaitsConfirmation?: boolean
}

export interface TestReport {
  /** One sentence for people: which company answered, as whom. */
  message: string
  /** Facts worth showing: company name, open periods, voucher types … never a secret. */
  details: Record<string, unknown>
}

/** An open line to one company in one system. Calls are made one at a time; every call honours the signal. */
export interface Session {
  /** Pure but for cached look-ups (voucher types, dimensions). Throws a refused ConnectorError for what cannot be said there. */
  plan(document: AccountingDocument): Promise<PlannedVoucher[]>
  /** Every voucher in the system that could be this planned one; empty when it is not there. */
  find(planned: PlannedVoucher, signal: AbortSignal): Promise<RemoteVoucher[]>
  send(planned: PlannedVoucher, signal: AbortSignal): Promise<SendResult>
  /** Only for systems whose send answers awaitsConfirmation: null while the system has not said. */
  confirm?(planned: PlannedVoucher, signal: AbortSignal): Promise<RemoteVoucher | null>
  test(signal: AbortSignal): Promise<TestReport>
  /** Where a person consents in the system's own pages: exchanges the code that they brought, and stores the tokens. */
  consent?(given: { authorizationCode: string; redirectUri: string }, signal: AbortSignal): Promise<void>
  /** Vouchers (kind ledger) or payments of the days from..to inclusive, for reconciliation. */
  readBack(kind: 'ledger' | 'payment', from: CivilDate, to: CivilDate, signal: AbortSignal): Promise<RemoteVoucher[]>
}

export interface Connector {
  system: System
  title: string
  /** The country whose companies keep their books in it, and the currency that they keep them in. */
  country: 'FI' | 'SE' | 'NO' | 'DK'
  currency: string
  /** Its guide in a few words, for the menu of the guides: "VAT codes, voucher types, settings". */
  about: string
  /** TypeBox schema of `credentials` for the API, its docs and the CLI. */
  credentials: TObject
  /** TypeBox schema of `settings`: every property optional, with its default and unit in the description. */
  settings: TObject
  /** Names of credentials, and perhaps `companyIdentifier`, that become HTTP headers or are signed with them. */
  headerTexts?: readonly string[]
  /** Names of credentials that are taken with their spaces and line breaks: passwords and key files. */
  verbatimTexts?: readonly string[]
  mappings: Mappings
  /** Returns the codes that have no mapping and need one; absent where the system uses codes that everybody shares. */
  unmappedVatCodes?(codes: readonly string[], vatCodes: Mappings['vatCodes']): string[]
  /** The address of the real system, and of the built-in simulator below a given origin. */
  productionUrl: string
  testUrl: string
  simulatorPath: string
  /** Addresses beside these, such as that of an authorization server. ACCOUNTING_URLS names them <SYSTEM>_<NAME>. */
  addresses?: Readonly<Record<string, { production: string; test: string; simulatorPath: string }>>
  /** The system's published limit of calls, and whose calls share it; kept by the engine. */
  rateLimit?(config: ConnectionConfig): RateLimit | undefined
  /** Milliseconds one request may take, and how long after a send a "not there" is believed (never below the former). */
  requestTimeoutMs: number
  settleMs: number
  open(config: ConnectionConfig, tools: ConnectorTools): Session
  /** Credentials for the simulator, derived from the client so that no two clients share a simulated company. */
  simulatorCredentials(clientId: ClientId, companyIdentifier: string): Record<string, string>
}

/** At most `calls` begin in any `windowMs`. Connections with the same key share it. */
export interface RateLimit {
  key: string
  calls: number
  windowMs: number
}

/** Tokens that a system gives and takes back, kept sealed beside a connection's credentials (tokens.ts). */
export interface TokenStore {
  read(): Promise<Record<string, unknown> | undefined>
  /** Commits them in place of those that `read` gave last. False when others were stored since. */
  replace(tokens: Record<string, unknown>): Promise<boolean>
}

export interface ConnectorTools {
  http: HttpPort
  tokens: TokenStore
  /** Wall-clock time for signatures and token expiry: real time, also in a sandbox whose clock was moved. */
  now(): Date
  newId(): string
  /** A folder for systems that take files; created on demand. */
  dropFolder(name: string): string
}

interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: string | Uint8Array
  signal: AbortSignal
  timeoutMs: number
}

export interface HttpResponse {
  status: number
  headers: Record<string, string | undefined>
  body: Uint8Array
}

/**
 * One request, no redirects, no retries. Throws a ConnectorError: `temporary` when the request certainly never left
 * (refused connection, unknown host), `ambiguous` when it may have arrived (cut line, time-out).
 */
export type HttpPort = (request: HttpRequest) => Promise<HttpResponse>
