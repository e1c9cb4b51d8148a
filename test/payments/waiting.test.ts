/** Money that came before its invoice was distributed is matched when the case opens, once, whoever else reaches for it. */
import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import { unequalBalances } from '../../src/journal/balances.ts'
import { allocateManually } from '../../src/payments/allocate-manually.ts'
import { createWaitingLook } from '../../src/payments/match/match-waiting.ts'
import { AppError } from '../../src/platform/errors.ts'
import type { TestClient } from '../support/service.ts'
import { entryOf, type OpenCase, referenceOf, startWorld, type World } from '../support/payments/world.ts'

let world: World
let client: TestClient
before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
})
after(() => world.stop())

async function outcome(name: string) {
  const entry = (await world.entries()).get(name)
  assert.ok(entry, name)
  return [entry.state, entry.reason]
}

/** Looks as often as it takes to go round. */
async function lookRound(pageEntries: number): Promise<number> {
  const look = createWaitingLook(world.api.ctx(), pageEntries)
  let taken = 0
  for (let i = 0; i < 20; i++) taken += await look()
  return taken
}

test('by its reference, in its text, by number and amount, and several at once; nothing else is touched', async () => {
  const [given, text, one, two] = ['61000000001', '61000000002', '61000000003', '61000000004'].map(referenceOf)
  assert.ok(given && text && one && two)
  await world.pay([
    entryOf('EARLY-1', '100.00', { reference: `000${given}` }),
    entryOf('EARLY-2', '60.00', { text: `viite ${text}` }),
    entryOf('EARLY-3', '77.00', { text: 'invoice 990077' }),
    entryOf('EARLY-4', '30.00', {
      structured: [
        { reference: one, remitted: '10.00' },
        { reference: two, remitted: '20.00' },
      ],
    }),
    entryOf('EARLY-5', '1.00', { text: 'thank you' }),
    entryOf('EARLY-6', '88.00', { text: 'invoice 990088' }),
  ])
  assert.equal(await lookRound(2), 0, 'no case has opened')
  const first = await world.openCase(client, { capital: 10_000n, reference: given })
  await world.openCase(client, { capital: 7_000n, reference: text })
  await world.openCase(client, { capital: 7_700n, invoiceNumber: 990_077 })
  await world.openCase(client, { capital: 8_801n, invoiceNumber: 990_088 })
  await world.openCase(client, { capital: 1_000n, reference: one })
  await lookRound(2)
  assert.equal((await world.statusOf(first)).closing_reason, 'PAID')
  for (const name of ['EARLY-1', 'EARLY-2', 'EARLY-3']) assert.deepEqual(await outcome(name), ['matched', null], name)
  assert.deepEqual(await outcome('EARLY-4'), ['unallocated', 'UNKNOWN_REFERENCE'], 'one of its two cases is not there')
  assert.deepEqual(await outcome('EARLY-5'), ['unallocated', 'NO_REFERENCE'])
  assert.deepEqual(await outcome('EARLY-6'), ['unallocated', 'AMOUNT_DIFFERS'])
  await world.openCase(client, { capital: 2_000n, reference: two })
  assert.equal(await lookRound(1_000), 1)
  assert.deepEqual(await outcome('EARLY-4'), ['matched', null])
  assert.equal(await lookRound(1_000), 0, 'what was looked at with the same cases is not looked at again')
})

test('once, when several workers look and a person allocates at the same time', async () => {
  const references = Array.from({ length: 40 }, (_, i) => referenceOf(String(62_000_000_000 + i)))
  await world.pay(references.map((reference, i) => entryOf(`RUSH-${i}`, '50.00', { reference })))
  const { rows } = await world.api.pool.query<{ id: string; reference: string }>(
    `select entry_id as id, reference from bank_entry where bank_reference like '%RUSH-%'`,
  )
  const ids = new Map(rows.map(({ id, reference }) => [reference, id]))
  const cases: OpenCase[] = []
  for (const reference of references) cases.push(await world.openCase(client, { capital: 5_000n, reference }))
  const byHand = async () => {
    for (const { reference, caseId } of cases)
      await allocateManually(world.api.ctx(), { id: ids.get(reference) ?? '', caseId }).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error
      })
  }
  await Promise.all([lookRound(1_000), lookRound(7), byHand()])
  await lookRound(1_000)
  for (const debt of cases) assert.equal((await world.statusOf(debt)).closing_reason, 'PAID')
  const { rows: paid } = await world.api.pool.query<{ times: string }>(
    `select count(*) as times from payment where entry_id = any($1::uuid[]) group by entry_id`,
    [[...ids.values()]],
  )
  assert.deepEqual([paid.length, ...new Set(paid.map(({ times }) => times))], [40, '1'])
  assert.deepEqual(await unequalBalances(world.api.pool), [])
})
