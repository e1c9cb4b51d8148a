/**
 * The facts of each accounting system that tests must know. A new system is one entry here; everything else they ask of its
 * connector.
 */
import type { System } from '../../../src/connectors/port.ts'
import { CONNECTORS, connectorOf } from '../../../src/connectors/registry.ts'

export interface SystemFacts {
  /** Credentials as a company of the real system would give them. Values that hold "key-" are secret. */
  credentials: Record<string, string>
  /** Credentials of the simulator that are secret. */
  secrets: readonly string[]
  /** One of the simulator's keys, replaced. */
  wrongKeys: Record<string, string>
  /** A change that makes the system refuse a payment. */
  wrongPayment: Record<string, unknown>
  /** invoice: no field of a payment can carry the marker, so that the invoice says which payment it is. */
  paymentsBy: 'marker' | 'invoice'
  /** Whether the simulated company takes a list of invoices (invoices, listedInvoices). */
  listsInvoices: boolean
  /** Whether rows of two booking dates become two vouchers. */
  splitsByDate: boolean
  /** VAT codes that vouchers of invoices and settlements need a mapping for. */
  vatCodes: Record<string, string>
  /** Whether the system's maintenance answer to a write says that nothing was stored. */
  maintenance: 'temporary' | 'ambiguous'
  /** Whether a token that was turned away is renewed once, before the queue stops. */
  renewsTokens: boolean
  /** Whether the system books VAT on its own account, and not on that of the document. */
  booksVat?: boolean
  /** How a cost centre and a VAT code stand in the simulator's books. */
  wire: {
    costCenter: { value: string; arrives: RegExp }
    vat: { code: string; percent: number; arrives: RegExp }
  }
  /** Settings of a company whose books are in euros. */
  inEuros: Record<string, unknown>
  /** Settings of connections whose speed a test does not want limited. */
  unlimited: Record<string, unknown>
}

export const FACTS: Record<System, SystemFacts> = {
  NETVISOR: {
    credentials: { customerId: 'TK_1', customerKey: 'key-one', partnerId: 'Par_1', partnerKey: 'key-two' },
    secrets: ['customerKey', 'partnerKey'],
    wrongKeys: { customerKey: '0123456789abcdef0123456789abcdef' },
    wrongPayment: { targetIdentifier: 'reference', paymentReference: '999' },
    paymentsBy: 'invoice',
    listsInvoices: true,
    splitsByDate: true,
    vatCodes: {},
    maintenance: 'temporary',
    renewsTokens: false,
    wire: { costCenter: { value: '1000', arrives: /1000/ }, vat: { code: 'KOMY', percent: 25.5, arrives: /KOMY/ } },
    inEuros: {},
    unlimited: {},
  },
  PROCOUNTOR: {
    credentials: { clientId: 'client', clientSecret: 'key-one', apiKey: 'key-two' },
    secrets: ['clientSecret', 'apiKey'],
    wrongKeys: { clientSecret: 'not-the-right-one' },
    wrongPayment: { currency: 'DKK' },
    paymentsBy: 'marker',
    listsInvoices: true,
    splitsByDate: true,
    vatCodes: {},
    maintenance: 'ambiguous',
    renewsTokens: true,
    booksVat: true,
    wire: {
      costCenter: { value: '1000', arrives: /"dimensionItemValues":\[/ },
      vat: { code: '20', percent: 25.5, arrives: /"vatPercent":25.5,"vatStatus":1/ },
    },
    inEuros: {},
    unlimited: {},
  },
  NETBARON: {
    credentials: {
      delivery: 'SFTP',
      organisation: 'org',
      host: 'drop.example.com',
      username: 'user',
      password: 'key-one',
      hostFingerprint: `SHA256:${'a'.repeat(43)}`,
    },
    secrets: ['dropKey'],
    wrongKeys: { dropKey: 'not-the-right-one' },
    wrongPayment: { currency: 'DKK' },
    paymentsBy: 'marker',
    listsInvoices: false,
    splitsByDate: false,
    vatCodes: { KOMY: '20', KOOS: '21' },
    maintenance: 'temporary',
    renewsTokens: false,
    wire: {
      costCenter: { value: '1000', arrives: /1000/ },
      vat: { code: 'KOMY', percent: 25.5, arrives: /"vatCode":"?20"?/ },
    },
    inEuros: {},
    unlimited: {},
  },
  FENNOA: {
    credentials: { apiUser: 'api-user', apiKey: 'key-one' },
    secrets: ['apiKey'],
    wrongKeys: { apiKey: 'not-the-right-one' },
    wrongPayment: { currency: 'DKK' },
    paymentsBy: 'marker',
    listsInvoices: true,
    splitsByDate: true,
    vatCodes: { KOMY: '1', KOOS: '2' },
    maintenance: 'ambiguous',
    renewsTokens: false,
    wire: {
      costCenter: { value: '1000', arrives: /"dim_1":"1000"/ },
      vat: { code: 'KOMY', percent: 25.5, arrives: /"vatcode":"1"/ },
    },
    inEuros: {},
    unlimited: { callsPerSecond: 1_000_000 },
  },
  TALENOM: {
    credentials: { clientId: 'client', clientSecret: 'key-one', subscriptionKey: 'key-two' },
    secrets: ['clientSecret', 'subscriptionKey'],
    wrongKeys: { clientSecret: 'not-the-right-one' },
    wrongPayment: { currency: 'DKK' },
    paymentsBy: 'marker',
    listsInvoices: false,
    splitsByDate: true,
    vatCodes: {},
    maintenance: 'ambiguous',
    renewsTokens: true,
    // The account carries the VAT code: the VAT row is booked as it is.
    wire: {
      costCenter: { value: '1000', arrives: /"costCenter":"1000"/ },
      vat: { code: 'any', percent: 25.5, arrives: /"accountNumber":"2939","vatIncludedAmount":-25.5/ },
    },
    inEuros: {},
    unlimited: {},
  },
  FIVALDI: {
    credentials: { partnerId: 'partner', partnerSecret: 'key-one' },
    secrets: ['partnerSecret'],
    wrongKeys: { partnerSecret: 'not-the-right-one' },
    wrongPayment: { currency: 'DKK' },
    paymentsBy: 'marker',
    listsInvoices: false,
    splitsByDate: true,
    vatCodes: { KOMY: '1', KOOS: '2' },
    maintenance: 'ambiguous',
    renewsTokens: false,
    wire: {
      costCenter: { value: '1000', arrives: /"dimensionValue1":"1000"/ },
      vat: { code: 'KOMY', percent: 25.5, arrives: /"amount":-100,.*"vat":\{"vatCode":"1","vatAmount":-25.5,/ },
    },
    inEuros: {},
    unlimited: { callsPerSecond: 1_000_000 },
  },
  FORTNOX: {
    credentials: { clientId: 'client', clientSecret: 'key-one', tenantId: '4711' },
    secrets: ['clientSecret'],
    wrongKeys: { clientSecret: 'not-the-right-one' },
    wrongPayment: { currency: 'DKK' },
    paymentsBy: 'invoice',
    listsInvoices: true,
    splitsByDate: true,
    vatCodes: {},
    maintenance: 'ambiguous',
    renewsTokens: true,
    // The account carries the VAT code: the VAT row is booked as it is.
    wire: {
      costCenter: { value: '1000', arrives: /"CostCenter":"1000"/ },
      vat: { code: 'any', percent: 25, arrives: /"Account":2939,"Credit":25/ },
    },
    inEuros: { companyCurrency: 'EUR' },
    unlimited: { callsPer5Seconds: 1_000_000 },
  },
  TRIPLETEX: {
    credentials: { consumerToken: 'key-one', employeeToken: 'key-two' },
    secrets: ['consumerToken', 'employeeToken'],
    wrongKeys: { employeeToken: 'not-the-right-one' },
    wrongPayment: { currency: 'DKK' },
    paymentsBy: 'invoice',
    listsInvoices: true,
    splitsByDate: true,
    vatCodes: {},
    maintenance: 'ambiguous',
    renewsTokens: true,
    booksVat: true,
    // Tripletex books the VAT itself, in row 0 on the account of the VAT type.
    wire: {
      costCenter: { value: '1000', arrives: /"department":"1000"/ },
      vat: { code: '3', percent: 25, arrives: /"row":0,"account":2700,"amount":-25/ },
    },
    inEuros: { companyCurrency: 'EUR' },
    unlimited: {},
  },
  ECONOMIC: {
    credentials: { appSecretToken: 'key-one', agreementGrantToken: 'key-two' },
    secrets: ['appSecretToken', 'agreementGrantToken'],
    wrongKeys: { agreementGrantToken: 'not-the-right-one' },
    wrongPayment: { currency: 'EUR' },
    paymentsBy: 'marker',
    listsInvoices: true,
    splitsByDate: true,
    vatCodes: {},
    maintenance: 'ambiguous',
    renewsTokens: false,
    booksVat: true,
    wire: {
      costCenter: { value: '1000', arrives: /"departmentalDistributionNumber":1000/ },
      vat: { code: 'U25', percent: 25, arrives: /"amount":-125,.*"vatAccount":\{"vatCode":"U25"\},"vatAmount":-25,/ },
    },
    inEuros: { companyCurrency: 'EUR' },
    unlimited: {},
  },
} satisfies Partial<Record<System, SystemFacts>>

export const SYSTEMS: readonly System[] = CONNECTORS.map(({ system }) => system)

/** The systems whose companies keep their books in euros. */
export const EURO_SYSTEMS = SYSTEMS.filter((system) => currencyOf(system) === 'EUR')

export function currencyOf(system: System): string {
  return connectorOf(system)?.currency ?? 'EUR'
}
