/** The clients' accounting systems hold the vouchers and payments that a life must have made there, each once. */
import { markerOf } from '../../../../src/connectors/marker.ts'
import { type Arrived, markerOfArrived } from '../../sync/client.ts'
import type { Books, CaseRow } from '../books.ts'
import type { LifeClient } from '../client.ts'
import type { Lived } from '../living.ts'
import type { Faults } from '../story.ts'
import type { LifeWorld } from '../world.ts'

/** Types that are booked from here; a reminder and a claim that is handed over are booked already. */
const BOOKED = ['INVOICE', 'AUTO_PAYMENT_INVOICE', 'FACTORING']

export async function checkAccounting(world: LifeWorld, lived: Lived, books: Books, faults: Faults): Promise<void> {
  for (const { clientId, kind, identifier, status, description } of books.documents)
    if (status !== 'synced') faults.add(`${kind} ${identifier} of client ${clientId} is ${status}: ${description}`)
  for (const client of world.clients) {
    const { accounting, clientId } = client
    const own = books.documents.filter((one) => one.clientId === clientId)
    if (accounting === null) {
      if (own.length > 0) faults.add(`client ${clientId} has no accounting system, and ${own.length} documents for one`)
      continue
    }
    const url = `${world.api.origin}/simulators/${accounting.toLowerCase()}/inspect?company=sim-${clientId}-${client.company}`
    const there = (await (await fetch(url)).json()) as { vouchers: Arrived[]; payments: Arrived[] }
    const arrived = [...there.vouchers, ...there.payments].map(markerOfArrived)
    same(client, arrived, wantedOf(client, lived, books), faults)
  }
}

/** Returns the markers of all vouchers that a life must have made, payments among them, and what each stands for. */
function wantedOf({ clientId }: LifeClient, lived: Lived, books: Books): Map<string, string> {
  const invoices = lived.invoices.filter(({ client, planned }) => client.clientId === clientId && planned.accounting)
  const status = new Map(books.invoices.map(({ invoiceId, status: is }) => [invoiceId, is]))
  const booked = invoices.filter(
    ({ planned, invoiceId }) =>
      BOOKED.includes(planned.type) && ['INVOICED', 'CREDITED'].includes(status.get(invoiceId) ?? ''),
  )
  const bookedIds = new Set(booked.map(({ invoiceId }) => invoiceId))
  const notes = lived.creditNotes.filter(
    ({ of: original }) => original.client.clientId === clientId && original.planned.accounting,
  )
  const vouchers = new Map<string, string>()
  const expect = (kind: string, identifier: string) => vouchers.set(markerOf(clientId, kind, identifier), identifier)
  for (const { planned } of booked) expect('invoice', `invoice:${planned.type}:${planned.number}`)
  for (const { number } of notes) expect('invoice', `invoice:CREDIT_NOTE:${number}`)
  const cases = new Map(books.cases.filter((one) => one.clientId === clientId).map((one) => [one.caseId, one]))
  // The creditor books from its own bank what it got itself.
  const direct = new Set(books.payments.flatMap(({ kind, paymentId }) => (kind === 'DIRECT' ? [paymentId] : [])))
  const settled = new Set<number>()
  for (const {
    caseId,
    allocationId,
    capital,
    reversedAt,
    settlementId,
    reversalSettlementId,
    ...own
  } of books.allocations) {
    if (own.clientId !== clientId) continue
    // Every settlement is booked, also one without an invoice that has a voucher.
    for (const id of [settlementId, reversalSettlementId]) if (id !== null) settled.add(id)
    if (!bookedIds.has((cases.get(caseId) as CaseRow).invoiceId)) continue
    if (capital === 0n || direct.has(own.paymentId)) continue
    expect('payment', `allocation:${allocationId}`)
    if (reversedAt !== null) expect('payment', `allocation:${allocationId}:reversed`)
  }
  for (const id of settled) expect('ledger', `settlement:${id}`)
  return vouchers
}

function same(
  { clientId, accounting }: LifeClient,
  arrived: (string | undefined)[],
  wanted: ReadonlyMap<string, string>,
  faults: Faults,
): void {
  const there = Map.groupBy(arrived, (one) => one ?? 'something unknown')
  for (const key of new Set([...there.keys(), ...wanted.keys()])) {
    const times = there.get(key)?.length ?? 0
    const must = wanted.has(key) ? 1 : 0
    if (times !== must)
      faults.add(
        `${accounting} of client ${clientId}: ${wanted.get(key) ?? key} is there ${times} times, must be ${must}`,
      )
  }
}
