/** A client that sends invoices, what it sends, and what the simulators' books say of it. */
import { strict as assert } from 'node:assert'
import { until } from '../until.ts'

export type Channel = 'EINVOICE' | 'EMAIL' | 'PRINT'

export interface DeliveryView {
  deliveryId: string
  channel: Channel
  state: string
  attempts: number
  sentAt: string | null
  deliveredAt: string | null
  nextAttemptAt: string | null
  failureCode: string | null
  failureReason: string | null
}

export interface InvoiceView {
  invoiceId: string
  status: string
  reasons: { code: string; message: string }[]
  amounts: { totalAmount: number; creditedAmount: number }
  deliveries: DeliveryView[]
}

export interface DistributionView {
  invoiceNumber: number
  status: string
  distributionStatus: string
  method: string | null
  sentAt: string | null
  deliveredAt: string | null
  failureReason: string | null
}

export interface Answer<T> {
  status: number
  text: string
  body: T
  /** Path and query of the Link to the next page. */
  next: string | undefined
}

export interface Sender {
  clientId: number
  token: string
  call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>>
  post(body: unknown): Promise<void>
  settings(settings: unknown): Promise<void>
  view(number: number, type?: string): Promise<InvoiceView>
  /** Waits until the invoice looks as it should. */
  sees(number: number, what: string, holds: (view: InvoiceView) => boolean, type?: string): Promise<InvoiceView>
  record(number: number): Promise<DistributionView>
}

const IBAN = 'FI5810171000000122'
/** Finnish business ids with right check digits: a client's own e-invoice address follows from its id. */
function businessCodeOf(serial: number): string {
  const digits = String(1_000_000 + serial)
  const sum = [7, 9, 10, 5, 8, 4, 2].reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  const rest = sum % 11
  return rest === 1 ? businessCodeOf(serial + 100_000) : `${digits}-${rest === 0 ? 0 : 11 - rest}`
}
let senders = 0

export async function createSender(
  origin: string,
  { partnerCode, provisioningToken }: { partnerCode: string; provisioningToken: string },
  settings?: unknown,
): Promise<Sender> {
  const call = caller(origin)
  const businessCode = businessCodeOf(++senders)
  const made = await call<{ clientIdentifier: number; apiAccessToken: string }>(
    provisioningToken,
    'POST',
    '/api/v1/partner/client',
    {
      service: { type: 'LIFECYCLE', partnerCode },
      client: {
        ...{ name: 'Test Customer Oy', businessCode, countryCode: 'FI', currencyCode: 'EUR' },
        ...{ vatRegNbr: `FI${businessCode.replace('-', '')}`, ibanAccount: IBAN, bic: 'NDEAFIHH' },
        ...{ postalAddress: 'Testikuja 7', postalCode: '00100', postalDistrict: 'HELSINKI' },
        email: 'email@testcustomer.fi',
      },
      contacts: { primary: { name: 'Matti Meikäläinen', email: 'matti@testcustomer.fi' } },
    },
  )
  assert.equal(made.status, 200, made.text)
  const { clientIdentifier: clientId, apiAccessToken: token } = made.body
  const own: Sender['call'] = (method, path, body) => call(token, method, path, body)
  const ok = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await own<T>(method, path, body)
    assert.equal(answer.status, 200, `${method} ${path}: ${answer.text}`)
    return answer.body
  }
  const view: Sender['view'] = (number, type) =>
    ok('GET', `/api/v1/partner/invoice/${number}${type === undefined ? '' : `?type=${type}`}`)
  const sender: Sender = {
    ...{ clientId, token, call: own, view },
    async post(body) {
      await ok('POST', '/api/v1/partner/invoice', body)
    },
    async settings(body) {
      await ok('PUT', '/api/v1/partner/client/settings', body)
    },
    sees: (number, what, holds, type) => until(`invoice ${number}: ${what}`, () => view(number, type), holds),
    async record(number) {
      const path = `/api/v1/partner/invoice/distribution?invoiceNumber=${number}`
      const { distributions } = await ok<{ distributions: DistributionView[] }>('GET', path)
      const [first] = distributions
      assert.ok(first, `there is no record of ${number}`)
      return first
    },
  }
  if (settings !== undefined) await sender.settings(settings)
  return sender
}

function caller(origin: string) {
  return async <T>(token: string, method: string, path: string, body?: unknown): Promise<Answer<T>> => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { 'x-api-key': token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1]
    return { status: response.status, text, body: JSON.parse(text) as T, next }
  }
}

export interface Wanted {
  method?: Channel | 'NONE' | undefined
  enabled?: boolean
  type?: string
  email?: string | null
  /** The first eight digits after 0037 of the receiver's e-invoice address; null: it has none. */
  einvoice?: string | null
  street?: string | null
  date?: string
  accounting?: boolean
  price?: number
  credits?: number
}

/** The day in Finland: most tests send what is dated today. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date())
}

/** An invoice that every channel can take, unless the test says otherwise. */
export function invoiceOf(number: number, wanted: Wanted = {}): Record<string, unknown> {
  const { type = 'INVOICE', date = today(), price = 100, einvoice = '01120389', credits } = wanted
  const { email = 'matti@testcustomer.fi', street = 'Testikuja 8', accounting = false } = wanted
  const routed =
    einvoice === null ? {} : { electronicInvoiceAccount: `0037${einvoice}`, electronicRoutingAddress: 'DABAFIHH' }
  return {
    processing: { paymentControlEnabled: false, accountingInvoiceEnabled: accounting },
    distribution: {
      enabled: wanted.enabled ?? true,
      ...(wanted.method === undefined ? {} : { method: wanted.method }),
    },
    invoice: {
      header: { number, type, date, dueDate: date, currencyCode: 'EUR', languageCode: 'FI' },
      ...(credits === undefined ? {} : { references: { creditedInvoiceNumber: credits } }),
      parties: {
        buyerParty: {
          ...{ entityType: 'BUSINESS', name: 'Matti Meikäläinen', customerAccountId: String(number), ...routed },
          ...{ businessId: '0112038-9' },
          ...(street === null
            ? {}
            : { address: { street, postalCode: '00100', postalDistrict: 'HELSINKI', countryCode: 'FI' } }),
          ...(email === null ? {} : { contact: { email } }),
        },
      },
      rows: [{ name: `Consulting ${number}`, quantity: 1, unit: 'h', unitPrice: price, vatPercentage: 25.5 }],
    },
  }
}

/** The delivery of a channel; the last one where there are several. */
export function by(view: InvoiceView, channel: Channel): DeliveryView | undefined {
  return view.deliveries.filter((delivery) => delivery.channel === channel).at(-1)
}

/** "EINVOICE FAILED, EMAIL SENT, …" in the order of the deliveries. */
export function ways(view: InvoiceView): string {
  return view.deliveries.map(({ channel, state }) => `${channel} ${state}`).join(', ')
}
