/** Holds the simulators' books against what was acknowledged. */
import { strict as assert } from 'node:assert'
import { markerOf } from '../../../src/connectors/marker.ts'
import { until } from '../until.ts'
import { markerOfArrived } from '../sync/client.ts'
import { FACTS } from '../sync/systems.ts'
import type { Submitter } from './submitter.ts'

/** Waits until the service says of every acknowledged document that it is synced. */
export async function allSynced(submitter: Submitter, ms: number): Promise<void> {
  const { client, system } = submitter
  for (const kind of ['ledger', 'payment'] as const) {
    const acknowledged = kind === 'ledger' ? submitter.ledgers : submitter.payments
    const open = async () => {
      const all = await client.status(kind)
      return acknowledged.filter((id) => all.get(id)?.status !== 1).map((id) => all.get(id) ?? `${id} is not known`)
    }
    await until(
      `${system} ${kind}s of client ${client.id} synced`,
      async () => (await open()).slice(0, 3),
      (left) => left.length === 0,
      ms,
    )
    const known = await client.status(kind)
    assert.equal(known.size, acknowledged.length, `${system}: nothing is known that was not acknowledged`)
  }
}

/** Every acknowledged document arrived exactly once, in order of submission, and nothing else did. */
export async function provedByTheBooks(submitter: Submitter): Promise<void> {
  const { client, system, ledgers, payments, invoices } = submitter
  const books = await client.books(system)
  const known = new Map(ledgers.map((id) => [markerOf(client.id, 'ledger', id), id]))
  const arrived = books.vouchers.map((voucher) => known.get(markerOfArrived(voucher) ?? '') ?? '?')
  same(arrived, ledgers, `${system} ledgers of client ${client.id}`)
  if (FACTS[system].paymentsBy === 'invoice') {
    // No field of a payment can carry a marker there: the invoice says which it is, and twins show as two.
    const paid = books.payments.map((payment) => String(payment['invoiceNumber']))
    same(paid, invoices, `${system} payments of client ${client.id}`)
    return
  }
  const knownPayments = new Map(payments.map((id) => [markerOf(client.id, 'payment', id), id]))
  const paid = books.payments.map((payment) => knownPayments.get(markerOfArrived(payment) ?? '') ?? '?')
  same(paid, payments, `${system} payments of client ${client.id}`)
}

function same(arrived: string[], acknowledged: string[], what: string): void {
  const twice = arrived.filter((id, i) => arrived.indexOf(id) !== i)
  const missing = acknowledged.filter((id) => !arrived.includes(id))
  const at = arrived.findIndex((id, i) => id !== acknowledged[i])
  if (at === -1 && arrived.length === acknowledged.length) return
  const around = (list: string[]) => list.slice(Math.max(0, at - 2), at + 4).join(' ')
  assert.fail(
    `${what}: ${acknowledged.length} acknowledged, ${arrived.length} arrived; twice: ${twice.join(' ')}; missing: ${missing.join(' ')}; ` +
      `first difference at ${at}: expected ${around(acknowledged)}, there is ${around(arrived)}`,
  )
}
