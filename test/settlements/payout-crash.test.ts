/**
 * kill -9 of a process that applies a bank's answer, recognises a debit or a return, or orders a payout again: before it
 * writes, and as it commits. The work is then done again, as a start or a person would: it counts once.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { after, before, test } from 'node:test'
import { type CamtEntry, camtFile } from '../../packages/bank-files/test/camt.ts'
import { statusFile } from '../../packages/bank-files/test/pain-status.ts'
import { matchAll } from '../../src/payments/match/match-all.ts'
import { takeBankFileAt } from '../../src/payments/take-bank-file.ts'
import { AppError } from '../../src/platform/errors.ts'
import { payAgain } from '../../src/settlements/pay-again.ts'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { checkBooks } from '../support/settlements/books.ts'
import { PAYOUT_PLACES, type Pauses, type PayoutPlace, createPauses } from '../support/settlements/pauses.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

const RUNNER = fileURLToPath(new URL('../support/settlements/payout-runner.ts', import.meta.url))

let world: SettlementWorld
let pauses: Pauses
let files = 0
before(async () => {
  world = await startWorld()
  pauses = await createPauses(world.api.pool, world.api.ownerUrl)
})
after(async () => {
  await pauses.stop()
  await world.stop()
})

interface Sent {
  client: TestClient
  settlementId: number
  endToEndId: string
  messageId: string
}

async function sent(): Promise<Sent> {
  const client = await world.createClient()
  const { reference } = await world.openCase(client, { capital: 10_000n })
  await world.pay([entryOf(`IN-${++files}`, '100.00', { reference })])
  const { settlements, files: names } = await world.runNext()
  const { settlementId = 0 } = settlements.find(({ clientId }) => clientId === client.clientIdentifier) ?? {}
  return {
    ...{ client, settlementId, endToEndId: `${settlementId}-${client.clientIdentifier}` },
    messageId: names[0] ?? '',
  }
}

function statement(entry: CamtEntry): string {
  const id = `ST-${++files}`
  const entries = [{ servicerReference: id, ...entry }]
  return camtFile({ format: 'camt.053.001.08', messageId: id, statements: [{ id, entries }] })
}

const debitOf = (endToEndId: string) => statement({ amount: '100.00', sign: 'DBIT', transactions: [{ endToEndId }] })
const returnOf = (endToEndId: string) =>
  statement({ amount: '100.00', transactions: [{ endToEndId, returnReason: 'AC04' }] })
const refusalOf = (messageId: string) =>
  statusFile({ messageId: `A-${++files}`, of: messageId, group: 'RJCT', groupReason: 'AM04' })

/**
 * The point at which the process is killed, and the payouts and events that must exist when the work has been done again.
 */
interface Kind {
  /** The bank's file; undefined: a person orders the payout again. */
  file(one: Sent): string | undefined
  before(one: Sent): Promise<unknown>
  states: string[]
  events: string[]
}

const nothing = () => Promise.resolve()
const REFUSED: Kind = {
  file: ({ messageId }) => refusalOf(messageId),
  before: nothing,
  states: ['REJECTED'],
  events: ['settlement.created', 'settlement.payout.rejected'],
}
const DEBITED: Kind = {
  file: ({ endToEndId }) => debitOf(endToEndId),
  before: nothing,
  states: ['PAID'],
  events: ['settlement.created', 'settlement.paid'],
}
const RETURNED: Kind = {
  file: ({ endToEndId }) => returnOf(endToEndId),
  before: ({ endToEndId }) => world.take(debitOf(endToEndId)),
  states: ['RETURNED'],
  events: ['settlement.created', 'settlement.paid', 'settlement.payout.returned'],
}
const AGAIN: Kind = {
  file: () => undefined,
  before: ({ messageId }) => world.take(refusalOf(messageId)),
  states: ['REJECTED', 'SENT'],
  events: ['settlement.created', 'settlement.payout.rejected', 'settlement.payout.again'],
}
const KINDS: Record<PayoutPlace, Kind> = {
  'refusal applied': REFUSED,
  'refusal commits': REFUSED,
  'debit recognised': DEBITED,
  'debit commits': DEBITED,
  'return recognised': RETURNED,
  'return commits': RETURNED,
  'ordered again': AGAIN,
  'order commits': AGAIN,
}

async function killedAt(place: PayoutPlace, { client, settlementId }: Sent, path: string): Promise<void> {
  const { databaseUrl, config } = world.api
  const names = [path, String(settlementId), String(client.clientIdentifier)]
  const child = spawn(process.execPath, [RUNNER, databaseUrl, config.dataDir, ...names], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const came = await pauses.at(place, client.clientIdentifier, async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  assert.ok(came, `nobody came to “${place}”`)
}

async function again(one: Sent, path: string): Promise<void> {
  if (path !== '') {
    await takeBankFileAt(world.api.ctx(), { name: 'bank.xml', path })
    await matchAll(world.api.ctx())
    return
  }
  const order = { settlementId: one.settlementId, clientId: one.client.clientIdentifier, reason: 'again' }
  // Where the killed one had committed, the payout is under way.
  await payAgain(world.api.ctx(), order).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'RULE') throw error
  })
  await runSettlements(world.api.ctx())
}

async function column(text: string, values: unknown[]): Promise<string[]> {
  const { rows } = await world.api.pool.query<{ shown: string }>({ text, values })
  return rows.map(({ shown }) => shown)
}

for (const place of PAYOUT_PLACES)
  void test(`a process killed at “${place}” loses nothing, and nothing counts twice`, async () => {
    const one = await sent()
    const { file, before: first, states, events } = KINDS[place]
    await first(one)
    const text = file(one)
    const path = text === undefined ? '' : join(world.folder, `crash-${++files}.xml`)
    if (text !== undefined) await writeFile(path, text)
    await killedAt(place, one, path)
    for (let times = 0; times < 2; times++) await again(one, path)
    const { client, settlementId } = one
    const key = [client.clientIdentifier, settlementId]
    assert.deepEqual(
      await column(
        'select state as shown from payout where client_id = $1 and settlement_id = $2 and doubt is null order by attempt',
        key,
      ),
      states,
    )
    assert.deepEqual(
      await column('select type as shown from event where client_id = $1 and subject = $2 order by event_id', [
        client.clientIdentifier,
        `settlement:${settlementId}`,
      ]),
      events,
    )
    const ordered = [...(await world.outbox()).values()].flatMap((xml) =>
      [...xml.matchAll(/<EndToEndId>([^<]+)</g)].map(([, id]) => id).filter((id) => id?.startsWith(one.endToEndId)),
    )
    assert.deepEqual(
      ordered.toSorted((a = '', b = '') => a.localeCompare(b)),
      states.map((_, i) => one.endToEndId + (i === 0 ? '' : `-${i + 1}`)),
    )
    assert.deepEqual(
      await column(`select reason as shown from bank_entry where state in ('new', 'unallocated')`, []),
      [],
    )
    await checkBooks(world, [{ client, currency: 'EUR' }])
  })
