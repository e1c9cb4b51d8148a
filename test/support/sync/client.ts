/** One client of the API as a test plays it: it submits, asks how documents fare, and looks into the simulators' books. */
import type { System } from '../../../src/connectors/port.ts'
import { strict as assert } from 'node:assert'
import { NEW_CLIENT_EXAMPLE } from '../../../src/onboarding/examples.ts'
import { markerIn, markerOf } from '../../../src/connectors/marker.ts'
import type { FaultOrder } from '../../../src/simulators/kit/faults.ts'
import { QUICK, orderFault } from './basics.ts'
import { currencyOf, FACTS } from './systems.ts'
import { until } from '../until.ts'

export const COMPANY = '1234567-1'

export type Json = Record<string, unknown>
export interface Answer {
  status: number
  body: Json
  text: string
}

interface DocumentStatus {
  sourceIdentifier: string
  status: 0 | 1 | 2 | 3
  description: string
  documentStatus?: string | null
}

export interface Arrived {
  marker?: string | null
  date: string
  [more: string]: unknown
}

interface Books {
  vouchers: Arrived[]
  payments: Arrived[]
}

export interface TestClient {
  id: number
  token: string
  /** Every answer's text, for the search for secrets. */
  answers: string[]
  call(method: string, path: string, body?: unknown): Promise<Answer>
  connect(system: System, settings?: Json, more?: Json): Promise<Json>
  connection(company?: string): Promise<Json>
  ledgers(...ledgers: Json[]): Promise<Json>
  /** In the currency of the system that was connected last, unless they name another. */
  payments(...payments: Json[]): Promise<Json>
  status(kind: 'ledger' | 'payment'): Promise<Map<string, DocumentStatus>>
  /** Waits until all of these have this status. */
  settled(kind: 'ledger' | 'payment', ids: string[], status?: 0 | 1 | 2 | 3): Promise<void>
  one(kind: 'ledger' | 'payment', id: string): Promise<DocumentStatus>
  books(system: System, company?: string): Promise<Books>
  /** Identifiers in order of arrival, one for each time it arrived; "?" for what is not one of these. */
  arrivals(system: System, kind: 'ledger' | 'payment', ids: string[], company?: string): Promise<string[]>
  fault(system: System, order: FaultOrder, company?: string): Promise<void>
  configure(system: System, settings: Json, company?: string): Promise<void>
}

export async function createTestClient(options: {
  origin: string
  simulators: string
  provisioningToken: string
  businessCode: string
}): Promise<TestClient> {
  const { origin, simulators } = options
  const answers: string[] = []
  const call = async (token: string, method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${origin}/api/v1/partner${path}`, {
      method,
      headers: { 'x-api-key': token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, text, body: text === '' ? {} : (JSON.parse(text) as Json) }
  }
  const { client, ...rest } = NEW_CLIENT_EXAMPLE
  const made = await call(options.provisioningToken, 'POST', '/client', {
    ...rest,
    client: { ...client, businessCode: options.businessCode },
  })
  assert.equal(made.status, 200, made.text)
  const id = Number(made.body['clientIdentifier'])
  const token = String(made.body['apiAccessToken'])
  const customer = (company: string) => `sim-${id}-${company}`
  let currency = 'EUR'

  async function own(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await call(token, method, path, body)
    answers.push(answer.text)
    return answer
  }
  async function ok(method: string, path: string, body: unknown): Promise<Json> {
    const answer = await own(method, path, body)
    assert.equal(answer.status, 200, `${method} ${path}: ${answer.text}`)
    return answer.body
  }
  async function status(kind: 'ledger' | 'payment'): Promise<Map<string, DocumentStatus>> {
    const answer = await own('GET', `/accounting/${kind}?limit=10000`)
    const list = (answer.body[`${kind}s`] ?? []) as DocumentStatus[]
    return new Map(list.map((document) => [document.sourceIdentifier, document]))
  }
  async function books(system: System, company = COMPANY): Promise<Books> {
    const url = `${simulators}/simulators/${system.toLowerCase()}/inspect?company=${customer(company)}`
    return (await (await fetch(url)).json()) as Books
  }
  return {
    ...{ id, token, answers, status, books },
    call: own,
    async connect(system, settings = {}, more = {}) {
      currency = currencyOf(system)
      return ok('PUT', '/accounting/connection', {
        ...{ system, companyIdentifier: COMPANY, simulator: true },
        settings: { ...QUICK, ...FACTS[system].unlimited, ...settings },
        ...more,
      })
    },
    async connection(company = COMPANY) {
      const { connections } = (await own('GET', '/accounting/connection')).body as { connections: Json[] }
      const found = connections.find((connection) => connection['companyIdentifier'] === company)
      assert.ok(found, `there is no connection of ${company}`)
      return found
    },
    ledgers: (...ledgers) => ok('POST', '/accounting/ledger', { ledgers }),
    payments: (...payments) =>
      ok('POST', '/accounting/payment', { payments: payments.map((one) => ({ currency, ...one })) }),
    async settled(kind, ids, wanted = 1) {
      const holds = (all: Map<string, DocumentStatus>) => ids.every((one) => all.get(one)?.status === wanted)
      const shown = async () => status(kind)
      await until(
        `${kind} ${ids.join(', ')} → ${wanted}`,
        async () => [...(await shown()).values()],
        (list) => holds(new Map(list.map((document) => [document.sourceIdentifier, document]))),
      )
    },
    async one(kind, identifier) {
      const found = (await status(kind)).get(identifier)
      assert.ok(found, `there is no ${kind} ${identifier}`)
      return found
    },
    async arrivals(system, kind, ids, company = COMPANY) {
      const { vouchers, payments } = await books(system, company)
      const byMarker = new Map(ids.map((one) => [markerOf(id, kind, one), one]))
      const byInvoice = new Map(ids.map((one) => [invoiceOf(one), one]))
      return (kind === 'ledger' ? vouchers : payments).map((arrived) => {
        const marker = markerOfArrived(arrived)
        const byOwn = marker === undefined ? undefined : byMarker.get(marker)
        return byOwn ?? byInvoice.get(String(arrived['invoiceNumber'])) ?? '?'
      })
    },
    fault: (system, order, company = COMPANY) =>
      orderFault(simulators, system, { ...order, company: customer(company) }),
    async configure(system, settings, company = COMPANY) {
      const url = `${simulators}/simulators/${system.toLowerCase()}/companies/${customer(company)}`
      const answer = await fetch(url, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(settings),
      })
      assert.equal(answer.status, 200, await answer.text())
    },
  }
}

/** The marker a voucher or payment carries, in whatever field its system shows it. */
export function markerOfArrived(arrived: Arrived): string | undefined {
  return arrived.marker ?? markerIn(`${String(arrived['description'])} ${String(arrived['comment'])}`)
}

/** The invoice number a payment of this identifier pays unless it says otherwise: digits made of the identifier. */
export function invoiceOf(identifier: string): string {
  let hash = 7n
  for (const character of identifier) hash = (hash * 131n + BigInt(character.codePointAt(0) ?? 0)) % 899_999_999n
  return String(100_000_000n + hash)
}

export function ledger(identifier: string, more: Json = {}, amount = 124): Json {
  const row = (accountNumber: string, value: number) => ({
    ...{ bookingDate: '2026-03-02', accountNumber, vatPercentage: 0, vatCode: '' },
    ...{ amount: value, netAmount: value, isVatRow: 0 },
  })
  return {
    ledgerIdentifier: identifier,
    companyIdentifier: COMPANY,
    documentType: 'ML',
    documentName: 'Sales',
    documentDate: '2026-03-02',
    calculationMode: 'NET',
    ledgerRows: [row('1701', amount), row('3000', -amount)],
    ...more,
  }
}

/** A payment without a currency: TestClient.payments adds that of the books. */
export function payment(identifier: string, more: Json = {}, amount = 50): Json {
  const row = (accountNumber: number, value: number) => ({ accountNumber, amount: value, description: 'Payment' })
  return {
    paymentIdentifier: identifier,
    invoiceNumber: invoiceOf(identifier),
    paymentDate: '2026-03-03',
    amount,
    targetIdentifier: 'invoicenumber',
    paymentMethodType: 'alternative',
    description: 'cash-in',
    rows: [row(1910, amount), row(1601, -amount)],
    ...more,
  }
}

export const named = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(3, '0')}`)
