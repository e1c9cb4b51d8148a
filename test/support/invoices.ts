/** Makes clients that send invoices, and correct invoices, and waits for their outcome. */
import assert from 'node:assert/strict'
import { EXAMPLE_CREDITORS } from '@saatava/core/example-accounts.ts'
import { newClientBody } from './bodies.ts'
import type { Problem, Reply, TestPartner, TestService } from './service.ts'
import { until } from './until.ts'

const INVOICE = '/api/v1/partner/invoice'

export interface Reason {
  code: string
  message: string
  pointer?: string
}

/** The part of GET /invoice/{number} that tests look at. */
export interface InvoiceView {
  invoiceId: string
  invoiceNumber: number
  type: string
  status: string
  reasons: Reason[]
  warnings?: Reason[]
  invoiceDate: string
  dueDate: string
  currency: string
  amounts: { netAmount: number; vatAmount: number; totalAmount: number; paidAmount: number; creditedAmount: number }
  paymentReference: string | null
  submittedAt: string
  evaluatedAt: string | null
  deliveries: { channel: string; state: string; failureReason: string | null }[]
}

interface Accepted {
  message: string
  invoiceId: string
  invoiceNumber: number
  status: string
  warnings?: Reason[]
}

export interface InvoiceClient {
  clientIdentifier: number
  token: string
  /** POST /invoice */
  post(body: unknown, headers?: Record<string, string>): Promise<Reply<Accepted & Faults>>
  /** POST /invoice, and waits for the verdict. */
  send(body: InvoiceBody): Promise<InvoiceView>
  get(number: number, type?: string): Promise<Reply<InvoiceView & Faults>>
  /** Once it has left PAUSED. */
  evaluated(number: number, type?: string): Promise<InvoiceView>
  /** Once it has left PAUSED and ACCEPTED. */
  settled(number: number, type?: string): Promise<InvoiceView>
  /** Once it is in none of these statuses. */
  leaves(number: number, statuses: string[], type?: string): Promise<InvoiceView>
  approve(number: number): Promise<Reply<Problem>>
  put(settings: unknown): Promise<void>
}

type Part = Record<string, unknown>
/** Body of a refusal; its status is that of the reply. */
type Faults = Pick<Problem, 'detail' | 'errors' | 'title'>

export interface ClientOverrides {
  service?: 'LIFECYCLE' | 'INTERMEDIATION' | 'COLLECTION' | 'COOP'
  client?: Part
  settings?: Part
  partner?: TestPartner
}

/** A new client, with a VAT number and an account, so that its invoices lack nothing. */
export async function invoiceClient(api: TestService, overrides: ClientOverrides = {}): Promise<InvoiceClient> {
  const { partnerCode, provisioningToken } = overrides.partner ?? (await api.createPartner())
  const body = newClientBody(partnerCode)
  const { iban, bic } = EXAMPLE_CREDITORS.FI
  const own = { vatRegNbr: 'FI01120389', ibanAccount: iban, bic }
  const reply = await api.call<{ clientIdentifier: number; apiAccessToken: string }>('POST', '/api/v1/partner/client', {
    token: provisioningToken,
    body: {
      ...body,
      service: { ...body.service, type: overrides.service ?? 'LIFECYCLE' },
      client: { ...body.client, ...own, ...overrides.client },
    },
  })
  assert.equal(reply.status, 200, reply.text)
  const client = speaking(api, reply.body.apiAccessToken, reply.body.clientIdentifier)
  if (overrides.settings) await client.put(overrides.settings)
  return client
}

function speaking(api: TestService, token: string, clientIdentifier: number): InvoiceClient {
  const get = (number: number, type?: string) =>
    api.call<InvoiceView & Faults>('GET', `${INVOICE}/${number}${type === undefined ? '' : `?type=${type}`}`, {
      token,
    })
  const post: InvoiceClient['post'] = (body, headers) =>
    api.call('POST', INVOICE, { token, body, ...(headers ? { headers } : {}) })
  const leaves: InvoiceClient['leaves'] = (number, passing, type) =>
    until(
      `invoice ${number} leaves ${passing.join(' and ')}`,
      async () => {
        const reply = await get(number, type)
        assert.equal(reply.status, 200, reply.text)
        return reply.body
      },
      ({ status }) => !passing.includes(status),
    )
  const evaluated: InvoiceClient['evaluated'] = (number, type) => leaves(number, ['PAUSED'], type)
  return {
    token,
    clientIdentifier,
    get,
    post,
    evaluated,
    leaves,
    settled: (number, type) => leaves(number, ['PAUSED', 'ACCEPTED'], type),
    async send(body) {
      const reply = await post(body)
      assert.equal(reply.status, 200, reply.text)
      return evaluated(reply.body.invoiceNumber, body.invoice.header['type'] as string | undefined)
    },
    approve: (number) =>
      api.call('POST', `${INVOICE}/action`, {
        token,
        body: { actions: [{ code: 'APPROVE', data: { invoiceNumber: number } }] },
      }),
    async put(settings) {
      const reply = await api.call('PUT', '/api/v1/partner/client/settings', { token, body: settings })
      assert.equal(reply.status, 200, reply.text)
    },
  }
}

export interface InvoiceBody {
  processing?: Part
  distribution?: Part
  invoice: {
    header: Part
    references?: Part
    parties: { sellerParty?: Part; buyerParty: Part; invoiceRecipientParty?: Part; deliveryParty?: Part }
    terms?: Part
    amounts?: Part
    rows?: Part[]
    payments?: Part[]
    attachments?: Part[]
    extensions?: Part
  }
}

/** Changes to an invoice of `invoiceOf`; `header` and `buyer` are merged into its own, the rest replaces its members. */
export interface InvoiceOverrides {
  header?: Part
  processing?: Part
  distribution?: Part
  references?: Part
  buyer?: Part
  seller?: Part
  recipient?: Part
  terms?: Part
  amounts?: Part
  rows?: Part[]
  payments?: Part[]
  attachments?: Part[]
  extensions?: Part
  delivery?: Part
}

let numbers = 1_000

/** One row of 100.00 at 25.5 %, not sent anywhere, with a unique number and description. */
export function invoiceOf(overrides: InvoiceOverrides = {}): InvoiceBody {
  const { header, buyer, seller, recipient, ...rest } = overrides
  const parts = { distribution: rest.distribution ?? { method: 'NONE' } }
  const number = ++numbers
  const { processing, distribution: _distribution, ...more } = rest
  return {
    ...(processing ? { processing } : {}),
    ...parts,
    invoice: {
      header: {
        number,
        date: '2026-01-15',
        dueDate: '2026-01-29',
        currencyCode: 'EUR',
        description: `Invoice ${number}`,
        ...header,
      },
      parties: {
        ...(seller ? { sellerParty: seller } : {}),
        buyerParty: {
          entityType: 'BUSINESS',
          name: 'Matti Meikäläinen',
          businessId: '2262509-5',
          address: { street: 'Testikuja 8', postalCode: '00100', postalDistrict: 'HELSINKI', countryCode: 'FI' },
          contact: { email: 'matti@example.com' },
          ...buyer,
        },
        ...(recipient ? { invoiceRecipientParty: recipient } : {}),
      },
      rows: [{ name: 'Consulting', quantity: 1, unitPrice: 100, vatPercentage: 25.5 }],
      ...more,
    },
  }
}

/** A credit note on an invoice: one row of `net` at 25.5 %. */
export function creditNoteOf(credited: number | string, net: number, overrides: InvoiceOverrides = {}): InvoiceBody {
  return invoiceOf({
    rows: [{ name: 'Credit', quantity: 1, unitPrice: net, vatPercentage: 25.5 }],
    ...overrides,
    header: { type: 'CREDIT_NOTE', ...overrides.header },
    references: { creditedInvoiceNumber: credited, ...overrides.references },
  })
}

export function numberOf(body: InvoiceBody): number {
  return Number(body.invoice.header['number'])
}

export function codesOf(view: { reasons: Reason[] }): string[] {
  return view.reasons.map(({ code }) => code)
}
