/** Accounting in the console: causes in the system's words, one voucher found among all, its page, and what a person does. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RoleName } from '../../src/permissions/roles.ts'
import type { Ctx } from '../../src/platform/context.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import { type TestClient, ledger, payment } from '../support/sync/client.ts'
import { until } from '../support/until.ts'
import { type World, startWorld } from '../support/sync/world.ts'

const GONE_WRONG = '2024-12-31'
const HOME = '/console/accounting'
let world: World
let mine: TestClient
let ida: Visitor
let cleo: Visitor

before(async () => {
  world = await startWorld()
  mine = await world.client()
  const theirs = await world.client()
  for (const client of [mine, theirs]) {
    await client.connect('PROCOUNTOR')
    await client.configure('PROCOUNTOR', { closedBefore: '2025-01-01' })
  }
  await mine.ledgers(ledger('V-1', { documentName: '70001' }, 310.5), closed('V-2'), closed('V-3'))
  await theirs.ledgers(closed('V-2'))
  await mine.payments(payment('P-1', {}, 50))
  await mine.settled('ledger', ['V-1'])
  await mine.settled('ledger', ['V-2', 'V-3'], 2)
  await theirs.settled('ledger', ['V-2'], 2)
  await invite('Ada', 'ADMIN', [])
  await invite('Ida', 'INTEGRATION', [])
  await invite('Cleo', 'CREDITOR_VIEWER', [mine.id])
  ;[ida, cleo] = [await as('Ida'), await as('Cleo')]
})
after(() => world.stop())

function closed(identifier: string) {
  const document = ledger(identifier, { documentDate: GONE_WRONG }, 77.1)
  return {
    ...document,
    ledgerRows: (document['ledgerRows'] as object[]).map((row) => ({ ...row, bookingDate: GONE_WRONG })),
  }
}

function ctx(): Ctx {
  const { platform } = world.service
  return { platform, log: platform.log, requestId: 'test', actor: 'user:Ada' }
}

async function invite(name: string, role: RoleName, clientIds: number[]): Promise<void> {
  await inviteUser(ctx(), { name, grants: [{ role, clientIds }] })
}

function as(name: string): Promise<Visitor> {
  return signedIn({ service: world.service, ctx }, name)
}

function paths(text: string): string[] {
  return [...new Set([...text.matchAll(/\/console\/client\/\d+\/accounting\/\w+\/\d+/g)].map(([path]) => path))]
}

async function found(visitor: Visitor, words: string): Promise<string[]> {
  const { status, text } = await visitor.get(`${HOME}?words=${encodeURIComponent(words)}`)
  assert.equal(status, 200, text)
  return paths(text)
}

const versionIn = (text: string) => /name="version" value="([^"]+)"/.exec(text)?.[1] ?? ''

test('connections and failures stand side by side, with the words of the system and the advice', async () => {
  const { text } = await ida.get(HOME)
  assert.match(text, /What failed, by the code of the system[\s\S]*Try all 2 again[\s\S]*Connections[\s\S]*PROCOUNTOR/)
  const own = await cleo.get(HOME)
  assert.match(own.text, /<button type="button" disabled[^>]*>Try all 2 again/)
  assert.doesNotMatch(own.text, /Try it again/, 'another client’s failure is not there')
})

test('one voucher is found by identifier, name, amount, date and the id that it has there', async () => {
  const [first = ''] = await found(ida, 'V-1')
  assert.deepEqual(await found(ida, '70001'), [first])
  assert.deepEqual(await found(ida, '310,50'), [first])
  assert.deepEqual(await found(ida, '310.50 2026-03-02'), [first])
  assert.deepEqual(await found(ida, '310,50 2026-03-03'), [])
  const { rows } = await world.pool.query<{ id: string }>(
    `select remote_ids[1] as id from accounting_document where identifier = 'V-1'`,
  )
  assert.ok((await found(ida, rows[0]?.id ?? '')).includes(first))
  assert.equal((await found(ida, 'V-2')).length, 2, 'of two clients')
  assert.equal((await found(cleo, 'V-2')).length, 1)
  assert.equal((await found(ida, '77,10')).length, 3)
  const wide = await ida.get(`${HOME}?words=2026-03-02`)
  assert.equal(wide.status, 400)
  assert.match(wide.text, /id="errors"[\s\S]*must have an identifier/)
})

test('the page of a document shows our voucher, what it became and what failed', async () => {
  const [synced = ''] = await found(ida, 'V-1')
  assert.match(
    (await ida.get(synced)).text,
    /in the books[\s\S]*It became[\s\S]*<code data-copy>[\s\S]*1701[\s\S]*310,50 <abbr>EUR/,
  )
  const [failed = ''] = await found(cleo, 'V-2')
  assert.match((await cleo.get(failed)).text, /<blockquote>[A-Z0-9_]+: /)
  const other = (await found(ida, 'V-2')).find((path) => path !== failed) ?? ''
  assert.equal((await cleo.get(other)).status, 404)
})

test('a group is tried again after its effect was shown, and a voucher is dropped with a reason', async () => {
  await mine.configure('PROCOUNTOR', { closedBefore: '2020-01-01' })
  const retry = `${HOME}/failed/bulk?client=${mine.id}`
  const fields = { act: 'document.retry', all: 'yes' }
  const asked = await ida.post(retry, fields)
  assert.match(asked.text, /<strong>2<\/strong> will be done/)
  assert.equal((await mine.one('ledger', 'V-2')).status, 2, 'the preview has done nothing')
  const seen = /name="seen" value="([^"]+)"/.exec(asked.text)?.[1] ?? ''
  assert.equal((await ida.post(retry, { ...fields, seen })).status, 303)
  const retried = async () =>
    (
      await world.pool.query<{ subject: string }>(
        `select subject from audit_entry where action = 'accounting.document.retried' and actor = 'user:Ida' order by audit_id`,
      )
    ).rows.map(({ subject }) => subject)
  assert.deepEqual(await until('both are tried again', retried, (subjects) => subjects.length === 2), [
    'ledger:V-2',
    'ledger:V-3',
  ])
  const [synced = '', failed = ''] = [...(await found(cleo, 'V-2')), ...(await found(ida, 'V-2'))]
  const theirs = synced === failed ? ((await found(ida, 'V-2'))[1] ?? '') : failed
  const page = await ida.get(theirs)
  const without = await ida.post(`${theirs}/drop`, { version: versionIn(page.text) })
  assert.equal(without.status, 400)
  const given = { reason: 'It was booked by hand.', version: versionIn(page.text) }
  assert.equal((await ida.post(`${theirs}/drop`, given)).location, `${theirs}?did=dropped`)
  const { rows } = await world.pool.query<{ words: string }>(
    'select words from audit_note order by audit_id desc limit 1',
  )
  assert.equal(rows[0]?.words, 'It was booked by hand.')
  assert.equal((await cleo.post(`${synced}/retry`, {})).status, 403)
})

test('a connection is tested by a button, and a failed test says why', async () => {
  const path = `/console/client/${mine.id}/accounting/test`
  const { status, location } = await ida.post(path, {})
  assert.deepEqual([status, location], [303, `${HOME}?did=tested`])
  await mine.fault('PROCOUNTOR', { fault: 'MAINTENANCE' })
  const failed = await ida.post(path, {})
  assert.equal(failed.status, 422)
  assert.match(failed.text, /The test failed\./)
})
