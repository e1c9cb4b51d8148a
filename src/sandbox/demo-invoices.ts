/** Plays the published invoice once by each channel, and shows the outcome in words for the terminal. */
import { setTimeout as sleep } from 'node:timers/promises'
import { INVOICE_EXAMPLE } from '../invoices/examples.ts'
import type { ApiCall } from './api-call.ts'

const WAIT_MS = 20_000
const POLL_MS = 200

const { header, parties } = INVOICE_EXAMPLE.invoice

/** They differ from the published one in what their channel needs, and in what makes them no duplicate. */
const DEMO_INVOICES = [
  // No more news of a mail comes, unless it comes back.
  { method: 'EMAIL', number: header.number, description: null, buyer: {}, last: 'SENT' },
  {
    method: 'EINVOICE',
    number: header.number + 1,
    description: 'By e-invoice',
    buyer: { electronicInvoiceAccount: '003701120389', electronicRoutingAddress: '003721291126' },
    last: 'DELIVERED',
  },
  { method: 'PRINT', number: header.number + 2, description: 'By letter', buyer: {}, last: 'DELIVERED' },
] as const
type DemoInvoice = (typeof DEMO_INVOICES)[number]

interface Shown {
  status: string
  reasons: { message: string }[]
  deliveries: { channel: string; state: string }[]
}

/** @param say receives the outcome of each */
export async function playInvoices(call: ApiCall, token: string, say: (line: string) => void): Promise<void> {
  for (const one of DEMO_INVOICES) await call('POST', '/invoice', { token, body: requestOf(one) })
  for (const { method, number, last } of DEMO_INVOICES)
    say(`${method.toLowerCase().padEnd(10)} invoice ${number}  ${await outcomeOf(call, token, number, last)}`)
}

function requestOf({ method, number, description, buyer }: DemoInvoice): unknown {
  return {
    ...INVOICE_EXAMPLE,
    // It fell due long ago: under payment control a reminder would follow at once.
    processing: { ...INVOICE_EXAMPLE.processing, paymentControlEnabled: false },
    distribution: { method, enabled: true },
    invoice: {
      ...INVOICE_EXAMPLE.invoice,
      header: { ...header, number, description },
      parties: { ...parties, buyerParty: { ...parties.buyerParty, ...buyer } },
    },
  }
}

/** Watches an invoice until nothing more is to be heard of it; "INVOICED by EINVOICE: sent → delivered". */
async function outcomeOf(call: ApiCall, token: string, number: number, last: string): Promise<string> {
  const words: string[] = []
  const deadline = performance.now() + WAIT_MS
  for (;;) {
    const { status, reasons, deliveries } = (await call('GET', `/invoice/${number}`, { token })) as unknown as Shown
    const left = deliveries.find(({ state }) => ['SENT', 'DELIVERED'].includes(state))
    if (left !== undefined && words.at(-1) !== left.state.toLowerCase()) words.push(left.state.toLowerCase())
    const ended = (left?.state === last && status !== 'ACCEPTED') || ['ERROR', 'MANUAL', 'DUPLICATE'].includes(status)
    if (ended || performance.now() > deadline) {
      const why = reasons.map(({ message }) => message).join(' ')
      const way = left === undefined ? '' : `by ${left.channel}: ${words.join(' → ')}`
      return `${status} ${way || why || 'still on its way'}`
    }
    await sleep(POLL_MS)
  }
}
