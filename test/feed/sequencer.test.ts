/**
 * The sequencer: followers see each event once, in one order, and the last state of each record, however many write, how
 * long their transactions last, and whichever processes number the rows and are killed meanwhile.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client, Pool, type PoolClient } from 'pg'
import { createSequencer } from '../../src/feed/number-feeds.ts'
import { pageOfEvents } from '../../src/feed/queries.ts'
import { pageByChange } from '../../src/invoices/records-queries.ts'
import { type BoundPool, closePool, createPool } from '../../src/platform/database.ts'
import { type Random, createRandom } from '../support/crash/random.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { allNumbered } from '../support/feed/all-numbered.ts'

const SEED = 20_261_129
const CLIENTS = [0, 7, 8]
const RECORDS = 25
const WRITERS = 6
const TRANSACTIONS = 70
const KILLS = 5
const PROCESS = fileURLToPath(new URL('../support/feed/sequencer-process.ts', import.meta.url))

let database: TestDatabase
/** Writes as the service does not: several transactions at once, each held open. */
let pool: Pool
let service: BoundPool
const children = new Set<ChildProcess>()

before(async () => {
  database = await testDatabase()
  pool = new Pool({ connectionString: database.ownerUrl, max: 10 })
  service = createPool(database.url, 10)
  await inReplica(database.ownerUrl, (db) =>
    db.query(
      `insert into distribution_record (client_id, invoice_id, invoice_number, invoice_type, invoice_date, status, outcome, updated_at)
       select c, gen_random_uuid(), n, 'INVOICE', '2026-01-01', 'INVOICED', 'SENT', now()
       from unnest($1::bigint[]) c, generate_series(1, $2::int) n`,
      [CLIENTS, RECORDS],
    ),
  )
})
after(async () => {
  for (const child of children) child.kill('SIGKILL')
  await closePool(pool)
  await closePool(service)
  await database.drop()
})

/** Writes rows without those that they refer to. */
async function inReplica(url: string, work: (db: Client) => Promise<unknown>): Promise<void> {
  const db = new Client({ connectionString: url })
  await db.connect()
  await db.query('set session_replication_role = replica')
  await work(db)
  await db.end()
}

const putEvent = (db: Pool | PoolClient | Client, clientId: number, name: string) =>
  db.query(
    `insert into event (client_id, event_id, at, type, subject, data)
     values ($1, gen_random_uuid(), now(), 'test.many', 'test:1', json_build_object('name', $2::text))`,
    [clientId, name],
  )

const changeRecord = (tx: PoolClient, clientId: number, number: number, state: string) =>
  tx.query(
    `update distribution_record set failure_reason = $3, updated_at = statement_timestamp(), feed_number = null
     where client_id = $1 and invoice_number = $2`,
    [clientId, number, state],
  )

/** @returns the names of the events that were committed, by client, in the order of the writer's transactions */
async function write(writer: number, random: Random): Promise<Map<number, string[]>> {
  const committed = new Map(CLIENTS.map((clientId) => [clientId, [] as string[]]))
  for (let n = 0; n < TRANSACTIONS; n++) {
    const tx = await pool.connect()
    await tx.query('begin')
    const names: [number, string][] = []
    for (let i = random.integer(1, 3); i > 0; i--) {
      const clientId = random.pick(CLIENTS)
      names.push([clientId, `${writer}-${n}-${i}`])
      await putEvent(tx, clientId, `${writer}-${n}-${i}`)
    }
    const number = random.integer(1, RECORDS)
    await changeRecord(tx, random.pick(CLIENTS), number, `${writer}.${n}`)
    if (random.chance(0.3)) await sleep(random.integer(0, 80))
    const keep = random.chance(0.9)
    await tx.query(keep ? 'commit' : 'rollback')
    tx.release()
    if (keep) for (const [clientId, name] of names) committed.get(clientId)?.push(name)
  }
  return committed
}

interface Seen {
  names: string[]
  numbers: number[]
  states: Map<number, string | null>
}

/** Follows both feeds of a client until nothing more comes after `isOver`. */
async function follow(clientId: number, isOver: () => boolean): Promise<Seen> {
  const seen: Seen = { names: [], numbers: [], states: new Map() }
  let [event, record] = [0, 0]
  for (;;) {
    const last = isOver()
    const events = await pageOfEvents(service, clientId, event, 7)
    for (const { data, number } of events) {
      seen.names.push(String(data['name']))
      seen.numbers.push(number)
    }
    event = events.at(-1)?.number ?? event
    const records = await pageByChange(service, clientId, record, undefined, 7)
    for (const { invoiceNumber, failureReason, number } of records) {
      assert.ok(number > record, 'numbers rise')
      record = number
      seen.states.set(invoiceNumber, failureReason)
    }
    if (last && events.length === 0 && records.length === 0) return seen
    await sleep(2)
  }
}

async function startSequencer(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [PROCESS, database.url], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.add(child)
  if (child.stdout) await once(child.stdout, 'data')
  return child
}

/** Two processes number the feeds; each is killed in turn, wherever it is, and another one takes its place. */
async function numberAndKill(random: Random): Promise<void> {
  const running = await Promise.all([startSequencer(), startSequencer()])
  for (let kills = 0; kills < KILLS; kills++) {
    await sleep(random.integer(50, 250))
    const victim = running.shift()
    victim?.kill('SIGKILL')
    running.push(await startSequencer())
  }
}

test('followers beside writers and killed sequencers see every row, in one order without holes', async () => {
  let over = false
  const following = CLIENTS.flatMap((clientId) => [clientId, clientId].map(() => follow(clientId, () => over)))
  const [written] = await Promise.all([
    Promise.all(Array.from({ length: WRITERS }, (_, w) => write(w, createRandom(SEED, `writer ${w}`)))),
    numberAndKill(createRandom(SEED, 'kills')),
  ])
  await allNumbered(pool)
  over = true
  const seen = await Promise.all(following)
  for (const [i, clientId] of CLIENTS.entries()) {
    const [one, other] = [seen[2 * i], seen[2 * i + 1]]
    assert.ok(one && other)
    assert.deepEqual(one.names, other.names, 'all followers see the same order')
    const expected = written.flatMap((committed) => committed.get(clientId) ?? [])
    assert.ok(expected.length > 100)
    assert.deepEqual(one.names.toSorted(), expected.toSorted(), 'none skipped, none twice, none that was rolled back')
    assert.deepEqual(
      one.numbers,
      one.numbers.map((_, n) => n + 1),
      'no hole',
    )
    for (const [w, committed] of written.entries())
      assert.deepEqual(
        one.names.filter((name) => name.startsWith(`${w}-`)),
        committed.get(clientId),
        'a transaction keeps its order, and comes before the one that its writer began later',
      )
    const { rows } = await pool.query<{ number: number; state: string | null }>(
      'select invoice_number::int as number, failure_reason as state from distribution_record where client_id = $1 order by 1',
      [clientId],
    )
    for (const follower of [one, other])
      assert.deepEqual(
        rows.map(({ number }) => [number, follower.states.get(number)]),
        rows.map(({ number, state }) => [number, state]),
        'the last state of every record',
      )
  }
})

test('a client with many rows does not keep another one waiting', async () => {
  await pool.query(
    `insert into event (client_id, event_id, at, type, subject, data)
     select 7, gen_random_uuid(), now(), 'test.bulk', 'test:1', '{}' from generate_series(1, 12000)`,
  )
  await putEvent(pool, 8, 'other')
  for (const child of children) child.kill('SIGKILL')
  const round = createSequencer(service)
  const open = async (clientId: number) =>
    (await pool.query('select from event where client_id = $1 and feed_number is null', [clientId])).rowCount
  let rounds = 0
  while ((await open(8)) !== 0) {
    assert.ok((await round()) || (await open(8)) === 0, 'it says that there is more')
    rounds++
  }
  assert.ok(rounds <= 3, `${rounds} rounds`)
  while (await round());
  assert.equal(await open(7), 0)
})

test('numbers move with the rows into another database; what had none yet comes before what is written there', async () => {
  await allNumbered(pool)
  const [last] = (await pageOfEvents(service, 8, 0, 100_000)).slice(-1)
  await putEvent(pool, 8, 'not numbered at the move')
  const moved = await testDatabase()
  try {
    await inReplica(moved.ownerUrl, async (db) => {
      for (const table of ['event', 'feed_counter']) {
        const { rows } = await pool.query<{ all: string }>(`select json_agg(t)::text as all from ${table} t`)
        await db.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [rows[0]?.all])
      }
      const { rows } = await pool.query<{ seq: string }>('select last_value as seq from event_seq')
      await db.query(`select setval('event_seq', $1)`, [rows[0]?.seq])
      await putEvent(db, 8, 'written there')
    })
    const there = createPool(moved.url, 1)
    const round = createSequencer(there)
    while (await round());
    const page = await pageOfEvents(there, 8, last?.number ?? 0, 10)
    await closePool(there)
    assert.deepEqual(
      page.map(({ data, number }) => [data['name'], number - (last?.number ?? 0)]),
      [
        ['not numbered at the move', 1],
        ['written there', 2],
      ],
    )
  } finally {
    await moved.drop()
  }
})
