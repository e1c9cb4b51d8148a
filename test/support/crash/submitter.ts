/**
 * A partner's software at work: it submits one thing after the other, and whatever happens to an answer it submits the
 * same again until it has one. The test records which submissions were acknowledged, and in which order.
 */
import type { System } from '../../../src/connectors/port.ts'
import { strict as assert } from 'node:assert'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultOrder } from '../../../src/simulators/kit/faults.ts'
import { currencyOf } from '../sync/systems.ts'
import { type Json, type TestClient, invoiceOf, ledger, payment } from '../sync/client.ts'
import type { Random } from './random.ts'

const DOCUMENTS_MAX = 1_500
const PAUSE_MS_MAX = 120
const REPEAT_MS = 100
const ANSWER_MS_MAX = 10_000

export interface Submitter {
  system: System
  client: TestClient
  /** Acknowledged identifiers, in order. */
  ledgers: string[]
  payments: string[]
  /** Invoice numbers of the payments, in the same order. */
  invoices: string[]
  /** Answers that were lost, late or 503. */
  repeats: number
  /** Answers of 500 and above other than 503: there must be none. */
  broken: string[]
}

const FAULTS: FaultOrder[] = [
  { fault: 'COMMIT_THEN_CUT' },
  { fault: 'COMMIT_THEN_HTML_502' },
  { fault: 'CUT' },
  { fault: 'HTML_502' },
  { fault: 'MAINTENANCE' },
  { fault: 'TOO_MANY_REQUESTS', retryAfterSeconds: 1 },
]
const FAULT_CHANCE = 0.03

/** Submits until `goOn` says no; `aborted` ends it even where there is no answer to be had. */
export async function submit(
  submitter: Submitter,
  target: { origin: string; aborted: AbortSignal },
  random: Random,
  goOn: () => boolean,
): Promise<void> {
  const { client, system, ledgers, payments, invoices } = submitter
  for (let i = 1; goOn() && ledgers.length + payments.length < DOCUMENTS_MAX; i++) {
    const count = random.chance(0.2) ? random.integer(2, 12) : 1
    const ids = Array.from({ length: count }, (_, n) => `${i}.${n + 1}`)
    if (random.chance(0.3)) {
      const made = ids.map((id) => {
        // Now and then a twin of the payment before it, alike in all but its identifier.
        const invoice = random.chance(0.1) ? (invoices.at(-1) ?? invoiceOf(id)) : invoiceOf(`${client.id} ${id}`)
        return { id, invoice, body: payment(id, { invoiceNumber: invoice, currency: currencyOf(system) }) }
      })
      await acknowledged(submitter, target, '/accounting/payment', { payments: made.map(({ body }) => body) })
      payments.push(...made.map(({ id }) => id))
      invoices.push(...made.map(({ invoice }) => invoice))
    } else {
      const made = ids.map((id) => ledger(id, {}, random.integer(1, 100_000)))
      await acknowledged(submitter, target, '/accounting/ledger', { ledgers: count === 1 ? made[0] : made })
      ledgers.push(...ids)
    }
    if (random.chance(FAULT_CHANCE)) await client.fault(system, random.pick(FAULTS))
    await sleep(random.integer(0, PAUSE_MS_MAX))
  }
}

async function acknowledged(
  submitter: Submitter,
  target: { origin: string; aborted: AbortSignal },
  path: string,
  body: Json,
): Promise<void> {
  for (;;) {
    target.aborted.throwIfAborted()
    const answer = await post(`${target.origin}/api/v1/partner${path}`, submitter.client.token, JSON.stringify(body))
    if (answer?.status === 200) return
    submitter.repeats++
    if (answer !== undefined && answer.status !== 503) {
      assert.ok(answer.status >= 500, `${path} answered ${answer.status}: ${answer.text}`)
      submitter.broken.push(`${answer.status} ${answer.text}`)
    }
    await sleep(REPEAT_MS)
  }
}

async function post(url: string, token: string, body: string): Promise<{ status: number; text: string } | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'x-api-key': token, 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    })
    return { status: answer.status, text: await answer.text() }
  } catch {
    return undefined
  }
}
