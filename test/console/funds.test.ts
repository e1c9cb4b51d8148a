/** Client funds and bank files on the console: what differs and why, attribution with its effect first, and files sent by a form. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { camtFile } from '../../packages/bank-files/test/camt.ts'
import { compareBalances } from '../../src/funds/compare-balances.ts'
import { matchAll } from '../../src/payments/match/match-all.ts'
import type { RoleName } from '../../src/permissions/roles.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import { type World, camtOf, entryOf, startWorld } from '../support/payments/world.ts'

const ACCOUNT = 'FI2112345600000785'
const PATH = `/console/funds/${ACCOUNT}/EUR`
let world: World
let cashier: Visitor

before(async () => {
  world = await startWorld()
  await invite('Ada', 'ADMIN')
  await invite('Cash', 'CASHIER')
  await invite('Audra', 'AUDITOR')
  const client = await world.api.createClient()
  const debt = await world.openCase(client, { capital: 10_000n })
  await statement(
    '2026-02-23',
    { opening: '50.00', closing: '150.00' },
    entryOf('FUNDS-1', '100.00', { reference: debt.reference, date: '2026-02-23' }),
  )
  // The bank's next day moved by 30.00, and its file names 20.00.
  await statement(
    '2026-02-24',
    { opening: '150.00', closing: '180.00' },
    entryOf('FUNDS-2', '20.00', { date: '2026-02-24' }),
  )
  await compareBalances(world.api.ctx())
  cashier = await signedIn(world.api, 'Cash')
})
after(() => world.stop())

async function invite(name: string, role: RoleName): Promise<void> {
  await inviteUser({ ...world.api.ctx(), actor: 'user:Ada' }, { name, grants: [{ role, clientIds: [] }] })
}

async function statement(
  day: string,
  balances: { opening: string; closing: string },
  entry: ReturnType<typeof entryOf>,
) {
  const one = { id: `S-${day}`, ...balances, balancesOn: day, entries: [entry] }
  await world.take(camtFile({ format: 'camt.053.001.08', messageId: `M-${day}`, statements: [one] }))
}

/** Sends a file as a browser does. */
async function send(visitor: Visitor, name: string, text: string) {
  const boundary = 'BOUNDARY'
  const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/xml\r\n\r\n${text}\r\n--${boundary}--\r\n`
  const cookie = [...visitor.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
  const { host } = new URL(visitor.origin)
  return world.api.service.app.inject({
    ...{ method: 'POST', url: '/console/bank-files/upload', payload },
    headers: {
      host,
      cookie,
      'sec-fetch-site': 'same-origin',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
  })
}

const text = async (visitor: Visitor, path: string) => {
  const answer = await visitor.get(path)
  assert.equal(answer.status, 200, `${path}: ${answer.text}`)
  return answer.text
}

test('client funds show whose the money is, and the lines of a difference', async () => {
  const page = await text(cashier, '/console/funds?date=2026-02-24')
  assert.match(page, /differs/)
  assert.match(page, /movement of 2026-02-24 differs from the counted entries/)
  assert.match(page, new RegExp(`href="${PATH}"`))
  const { state } = JSON.parse((await cashier.get('/console/funds?date=2026-02-24&as=json')).text) as { state: string }
  assert.equal(state, 'DIFFERS')
})

test('an account shows each compared day, and an attribution shows its effect first', async () => {
  const page = await text(cashier, PATH)
  assert.match(page, /2026-02-23<\/td>/)
  assert.match(page, /Money from before the first statement: .*50,00/)
  const form = { what: 'FORWARD-AGENCY', amount: '20.00', reason: 'Float of the agency' }
  const wrong = await cashier.post(`${PATH}/attribute`, { ...form, amount: '500' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /Only 50\.00 EUR are unexplained/)
  const shown = await cashier.post(`${PATH}/attribute`, form)
  assert.match(shown.text, /agency own/)
  assert.match(shown.text, /30,00/)
  assert.match(await text(cashier, PATH), /Money from before the first statement: .*50,00/, 'nothing is done yet')
  const [, seen = ''] = /name="seen" value="([^"]*)"/.exec(shown.text) ?? []
  const done = await cashier.post(`${PATH}/attribute`, { ...form, seen })
  assert.equal(done.location, `${PATH}?did=attributed`)
  assert.match(await text(cashier, PATH), /Money from before the first statement: .*30,00/)
  assert.equal((await cashier.get('/console/funds/FI9999/EUR')).status, 404)
})

test('a file is sent by a form, shows its entries, and is known when it is sent again', async () => {
  const file = camtOf([entryOf('UPLOAD-1', '7.00', { text: 'thanks' })], 'UPLOAD')
  const first = await send(cashier, 'february.xml', file)
  assert.match(String(first.headers.location), /^\/console\/bank-file\/[0-9a-f-]{36}\?did=file-taken$/)
  await matchAll(world.api.ctx())
  const path = String(first.headers.location).replace(/\?.*/, '')
  assert.match(await text(cashier, path), /7,00[\s\S]*neither a reference nor an invoice number/)
  const again = await send(cashier, 'february.xml', file)
  assert.equal(again.headers.location, `${path}?did=file-known`)
  assert.match(await text(cashier, '/console/bank-files'), /february\.xml/)
})

test('a file that breaks off is shown with the place of its fault, and asked for again', async () => {
  const whole = camtOf([entryOf('BROKEN-1', '7.00', {}), entryOf('BROKEN-2', 'x', {})], 'BROKEN')
  const sent = await send(cashier, 'broken.xml', whole.slice(0, whole.lastIndexOf('</Ntry>')))
  const page = await text(cashier, String(sent.headers.location))
  assert.match(page, /no: it breaks off/)
  assert.match(page, /Take it again/)
  assert.match(page, /Unreadable[\s\S]*<code>[^<]*(?:line \d+|Ntry\[\d+\])[^<]*<\/code>/)
  assert.match(await text(cashier, '/console/bank-files?show=faulty'), /broken\.xml/)
})

test('no file, no form and no permission are refused before anything is read', async () => {
  const auditor = await signedIn(world.api, 'Audra')
  assert.equal((await send(auditor, 'a.xml', 'x')).statusCode, 403)
  assert.match(await text(auditor, '/console/bank-files'), /Your roles lack the permission bank-file\.take/)
  assert.equal((await send(cashier, 'empty.xml', '')).statusCode, 400)
  const form = await cashier.post('/console/bank-files/upload', { file: 'x' })
  assert.equal(form.status, 400)
})
