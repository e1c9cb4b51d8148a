/** A simulator over real HTTP, and a client that signs with separate code (not with the connector's). */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import Fastify from 'fastify'
import { createFaults } from '../../../../src/simulators/kit/faults.ts'
import { openJournal } from '../../../../src/simulators/kit/journal.ts'
import { mountSimulators } from '../../../../src/simulators/kit/server.ts'
import { createNetvisorSimulator } from '../../../../src/simulators/netvisor/index.ts'
import { simulatedCustomer, simulatorKeys } from '../../../../src/connectors/netvisor/sandbox-keys.ts'

const COMPANY = simulatedCustomer(3, '7654321-0')

export interface Changes {
  customerId?: string
  customerKey?: string
  partnerKey?: string
  organisationId?: string
  transactionId?: string
  at?: Date
  /** Timestamp as written, instead of the documented form of `at`. */
  timestamp?: string
  algorithm?: 'HMACSHA256' | 'SHA256' | 'MD5'
  headers?: Record<string, string>
}

interface Inspected {
  vouchers: (Record<string, unknown> & { lines: Record<string, unknown>[] })[]
  payments: Record<string, unknown>[]
  overlaps: number
  replays: number
}

export async function start(context: TestContext, journalFile?: string) {
  const kit = { faults: createFaults(), journal: openJournal(journalFile), now: () => new Date() }
  const app = Fastify()
  await mountSimulators(app, [{ simulator: createNetvisorSimulator(kit), faults: kit.faults }])
  const origin = `${await app.listen({ port: 0, host: '127.0.0.1' })}/simulators/netvisor`
  let open = true
  const close = async () => {
    if (!open) return
    open = false
    await app.close()
    kit.journal.close()
  }
  context.after(close)
  const call = async (path: string, body?: string | Uint8Array<ArrayBuffer>, changes: Changes = {}) => {
    const url = `${origin}/${path}`
    const answer = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: signed(url, changes),
      ...(body === undefined ? {} : { body }),
    })
    return { status: answer.status, text: await answer.text() }
  }
  return {
    call,
    close,
    faults: kit.faults,
    origin,
    set: (settings: object) =>
      fetch(`${origin}/companies/${COMPANY}`, { method: 'PUT', body: JSON.stringify(settings) }),
    inspect: async () => (await (await fetch(`${origin}/inspect?company=${COMPANY}`)).json()) as Inspected,
  }
}

function signed(url: string, changes: Changes): Record<string, string> {
  const at = changes.at ?? new Date()
  const customerId = changes.customerId ?? COMPANY
  const keys = { ...simulatorKeys(customerId), ...changes }
  const organisation = changes.organisationId ?? '7654321-0'
  const transaction = changes.transactionId ?? randomUUID()
  const timestamp = changes.timestamp ?? at.toISOString().replace('T', ' ').replace('Z', '')
  const unix = String(Math.floor(at.getTime() / 1_000))
  const algorithm = changes.algorithm ?? 'HMACSHA256'
  const head = [url, 'Test', customerId, timestamp, 'EN', organisation, transaction]
  const tail = [keys.customerKey, keys.partnerKey]
  const mac =
    algorithm === 'HMACSHA256'
      ? createHmac('sha256', tail.join('&')).update([...head, unix, ...tail].join('&'))
      : createHash(algorithm.toLowerCase()).update([...head, ...tail].join('&'))
  return {
    'X-Netvisor-Authentication-Sender': 'Test',
    'X-Netvisor-Authentication-CustomerId': customerId,
    'X-Netvisor-Authentication-PartnerId': keys.partnerId,
    'X-Netvisor-Authentication-Timestamp': timestamp,
    'X-Netvisor-Authentication-TimestampUnix': unix,
    'X-Netvisor-Authentication-TransactionId': transaction,
    'X-Netvisor-Interface-Language': 'EN',
    'X-Netvisor-Organisation-ID': organisation,
    'X-Netvisor-Authentication-MAC': mac.digest('hex'),
    ...(algorithm === 'MD5' ? {} : { 'X-Netvisor-Authentication-MACHashCalculationAlgorithm': algorithm }),
    'Content-Type': 'text/xml',
    ...changes.headers,
  }
}

export function lineXml(sum: string, account: string, vat = 'vatcode="NONE">0', mode = 'net', after = ''): string {
  return `<voucherline><linesum type="${mode}">${sum}</linesum><description>Row</description><accountnumber>${account}</accountnumber><vatpercent ${vat}</vatpercent>${after}</voucherline>`
}

export const LINES = lineXml('100,00', '1701') + lineXml('-100.00', '3000')

export function voucherXml(lines = LINES, changes: { mode?: string; date?: string; head?: string } = {}): string {
  const { mode = 'net', date = '2026-02-01', head = '<voucherclass>Myyntilasku</voucherclass>' } = changes
  return `<root><voucher><calculationmode>${mode}</calculationmode><voucherdate format="ansi">${date}</voucherdate>${head}${lines}</voucher></root>`
}

export function paymentXml(
  changes: { sum?: string; currency?: string; target?: string; method?: string } = {},
): string {
  const { sum = '125,50', currency = 'EUR' } = changes
  const target = changes.target ?? '<targetidentifier type="invoicenumber">4711</targetidentifier>'
  const method = changes.method ?? '<paymentmethod type="alternative">cash-in</paymentmethod>'
  return `<root><salespayment><sum currency="${currency}">${sum}</sum><paymentdate>2026-02-10</paymentdate>${target}<sourcename>Payer</sourcename>${method}</salespayment></root>`
}
