/** A run that fails while its connection is changed: the change stands. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setQueueState } from '../../src/accounting/sync/queue-queries.ts'
import { untilSomebodyWaits } from '../support/deadlock.ts'
import { COMPANY } from '../support/sync/client.ts'
import { type World, startWorld } from '../support/sync/world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

test('a failure that is written while the connection is being changed puts off nothing', async () => {
  const client = await world.client()
  await client.connect('NETVISOR')
  const key = [client.id, COMPANY]
  const owner = randomUUID()
  const { rows } = await world.pool.query<{ fence: string; version: number }>(
    `update accounting_queue q set lease_owner = $3, lease_until = now() + interval '1 minute' from accounting_connection c
     where q.client_id = $1 and q.company_identifier = $2 and c.client_id = $1 and c.company_identifier = $2
     returning q.fence, c.credentials_version as version`,
    [...key, owner],
  )
  const [{ fence, version } = assert.fail('there is no queue')] = rows
  const change = await world.pool.connect()
  try {
    // The two writes of a changed connection, not yet committed.
    await change.query('begin')
    await change.query(
      `update accounting_connection set credentials_version = credentials_version + 1 where client_id = $1 and company_identifier = $2`,
      key,
    )
    await change.query(`update accounting_queue set failures = 0 where client_id = $1 and company_identifier = $2`, key)
    const lease = { clientId: client.id, companyIdentifier: COMPANY, owner, fence: Number(fence) }
    const failure = { state: 'stopped', reason: 'old', failures: 1, delayMs: 600_000 } as const
    const written = setQueueState(world.service.platform.pool, lease, { credentialsVersion: version }, failure)
    await untilSomebodyWaits(world.pool)
    await change.query('commit')
    await written
  } finally {
    change.release()
  }
  const { state, failures } = await client.connection()
  assert.deepEqual({ state, failures }, { state: 'active', failures: 0 })
})
