/** The stand-in is held to its table, row by row. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import Fastify from 'fastify'
import { createFaults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { mountSimulators } from '../kit/server.ts'
import { createNetbaronSimulator } from './index.ts'
import { dropKeyOf } from '../../connectors/netbaron/sandbox-keys.ts'
import { ROWS } from '../../../test/support/simulators/netbaron/table.ts'

const COMPANY = 'sim-7-123456-7'

void test('the import refuses and accepts files as the table says', async (context) => {
  const app = Fastify({ forceCloseConnections: true })
  const faults = createFaults()
  const simulator = createNetbaronSimulator({ faults, journal: openJournal(undefined), now: () => new Date() })
  await mountSimulators(app, [{ simulator, faults }])
  const origin = `${await app.listen({ port: 0, host: '127.0.0.1' })}/simulators/netbaron`
  context.after(() => app.close())
  const headers = { 'x-drop-key': dropKeyOf(COMPANY) }
  const read = async (name: string) => {
    const answer = await fetch(`${origin}/drop/${COMPANY}/${name}`, { headers })
    return answer.status === 200 ? answer.text() : null
  }
  for (const [i, { rule, settings, file, refusal }] of ROWS.entries()) {
    const set = await fetch(`${origin}/companies/${COMPANY}`, { method: 'PUT', body: JSON.stringify(settings) })
    assert.equal(set.status, 200, rule)
    const put = await fetch(`${origin}/drop/${COMPANY}/${i}.csv`, { method: 'PUT', headers, body: file })
    assert.equal(put.status, 201, rule)
    const error = await read(`${i}.csv.error`)
    if (refusal === undefined) assert.equal(error, null, `${rule}: ${error}`)
    else assert.match(error ?? '', refusal, rule)
    assert.equal((await read(`${i}.csv.ok`)) === null, refusal !== undefined, rule)
  }
  assert.equal(new Set(ROWS.map(({ rule }) => rule)).size, ROWS.length)
})
