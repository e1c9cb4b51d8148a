import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { until } from '../../../test/support/until.ts'
import { createFaults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { mountSimulators } from '../kit/server.ts'
import { createNetbaronSimulator } from './index.ts'
import { dropKeyOf } from '../../connectors/netbaron/sandbox-keys.ts'

const COMPANY = 'sim-7-123456-7'
const HEADER =
  'Numerosarja;Tositenumero;Kirjauspäivä;Vientiselite;Tili;Alv-koodi;Alv-%;Alv-tili;Veroton summa;Verollinen summa;Alv summa'
const SALE = (number: string, date = '2026-01-31', account = '3000') =>
  `${HEADER}\r\n11;${number};${date};Vuokra;1701;;;;124.00;124.00;0\r\n11;${number};${date};Vuokra;${account};20;24;29391;-100.00;-124.00;-24.00\r\n`

interface Inspected {
  vouchers: { number: string; date: string; total: number; lines: { account: string; net: number }[]; raw: string }[]
  payments: unknown[]
  refused: { file: string; text: string }[]
  waiting: string[]
}

async function bench(context: TestContext, journalFile?: string) {
  const app = Fastify({ forceCloseConnections: true })
  const faults = createFaults()
  const journal = openJournal(journalFile)
  const simulator = createNetbaronSimulator({ faults, journal, now: () => new Date() })
  await mountSimulators(app, [{ simulator, faults }])
  const origin = `${await app.listen({ port: 0, host: '127.0.0.1' })}/simulators/netbaron`
  const close = async () => {
    await app.close()
    journal.close()
  }
  context.after(close)
  const call = async (
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    key = dropKeyOf(COMPANY),
  ) => {
    const headers = { 'x-drop-key': key, 'content-type': 'text/csv' }
    const answer = await fetch(`${origin}${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
    return { status: answer.status, text: await answer.text() }
  }
  const drop = async (name: string, body: string | Uint8Array<ArrayBuffer>) =>
    (await call('PUT', `/drop/${COMPANY}/${name}`, body)).status
  const ack = async (name: string) => {
    const ok = await call('GET', `/drop/${COMPANY}/${name}.ok`)
    const error = await call('GET', `/drop/${COMPANY}/${name}.error`)
    return ok.status === 200 ? 'ok' : error.status === 200 ? error.text : null
  }
  const inspect = async () => JSON.parse((await call('GET', `/inspect?company=${COMPANY}`)).text) as Inspected
  const set = (settings: unknown) => call('PUT', `/companies/${COMPANY}`, JSON.stringify(settings))
  return { call, drop, ack, inspect, set, close }
}

void test('a file is taken, booked and acknowledged; only who has the key may', async (context) => {
  const { call, drop, ack, inspect } = await bench(context)
  assert.equal((await call('PUT', `/drop/${COMPANY}/a.csv`, SALE('11-1'), 'wrong')).status, 401)
  assert.equal((await call('GET', `/drop/${COMPANY}`, undefined, 'wrong')).status, 401)
  assert.equal((await call('GET', `/drop/other/a.csv`, undefined, dropKeyOf('other'))).status, 401)
  assert.equal(await drop('a.csv', SALE('11-1')), 201)
  assert.equal(await ack('a.csv'), 'ok')
  assert.equal(await drop('a.csv', SALE('11-1')), 200, 'the same again')
  assert.equal(await drop('a.csv', SALE('11-2')), 409, 'another under the name')
  const list = async (query: string) => JSON.parse((await call('GET', `/drop/${COMPANY}?${query}`)).text) as unknown
  assert.deepEqual(await list('prefix=a'), { files: ['a.csv', 'a.csv.ok'] })
  assert.deepEqual(await list('name=a.csv.ok&name=b.csv'), { files: ['a.csv.ok'] })
  assert.deepEqual(await list('prefix=b'), { files: [] })
  const { vouchers, refused } = await inspect()
  assert.equal(refused.length, 0)
  assert.equal(vouchers.length, 1)
  assert.deepEqual([vouchers[0]?.number, vouchers[0]?.date, vouchers[0]?.total], ['11-1', '2026-01-31', 124])
  assert.equal(vouchers[0]?.raw, SALE('11-1'))
})

void test('columns align by header in any order, language, separator and charset', async (context) => {
  const { drop, ack, inspect } = await bench(context)
  const english =
    'Account,Tax-free amount,Booking date,Receipt number,Entry description\n1701,10.00,1.2.2026,X-1,"Ä, ""b"""\n3000,-10,1.2.2026,X-1,"two\nlines"\n'
  assert.equal(await drop('en.csv', english), 201)
  assert.equal(await ack('en.csv'), 'ok')
  const latin = Uint8Array.from(Buffer.from(SALE('11-1').replace('Vuokra', 'Työ'), 'latin1'))
  assert.equal(await drop('latin.csv', latin), 201)
  assert.equal(await ack('latin.csv'), 'ok')
  const gross =
    'Tositenumero;Kirjauspäivä;Tili;Verollinen summa;Alv summa\nY-1;2026-02-01;3000;-124;-24\nY-1;2026-02-01;1701;124;\n'
  assert.equal(await drop('gross.csv', gross), 201)
  assert.equal(await ack('gross.csv'), 'ok')
  assert.deepEqual(
    (await inspect()).vouchers.map(({ date }) => date),
    ['2026-02-01', '2026-01-31', '2026-02-01'],
  )
})

void test('the import refuses bad files, and nothing of such a file is booked', async (context) => {
  const { drop, ack, inspect, set } = await bench(context)
  await set({ missingAccounts: [3001], closedBefore: '2026-01-01', vatCodes: ['20'] })
  const cases: [string, RegExp][] = [
    [SALE('11-1', '2026-02-30'), /row 2: Kirjauspäivä 2026-02-30 is not a date/],
    [SALE('11-1', '2025-12-31'), /period of 2025-12-31 is closed/],
    [SALE('11-1', '2026-01-31', '3001'), /account 3001 is not in the chart/],
    [SALE('11-1', '2026-01-31', '123'), /account 123 is not in the chart/],
    [SALE('11-1', '2026-01-31', '30x0'), /Tili "30x0" is not an integer/],
    [SALE('11-1', '2026-01-31', '1234567890'), /Tili is longer than 9/],
    [SALE('12-1'), /does not begin with its Numerosarja 11/],
    [SALE('11-1').replace(';20;', ';21;'), /VAT code 21 is unknown/],
    [SALE('11-1').replace('-100.00;-124.00;-24.00', '-100.00;-123.00;-23.00'), /does not balance: off by 100 cents/],
    [SALE('11-1').replace('-100.00;-124.00', '-101.00;-124.00'), /are not Verollinen summa/],
    [SALE('11-1').replace('124.00;124.00', '124,00;124,00'), /Veroton summa "124,00" is not an amount/],
    [SALE('11-1').replace('Vuokra', 'ä'.repeat(211)), /Vientiselite is longer than 210/],
    [SALE('11-1').replace('Alv-koodi', 'Alvkoodi'), /unknown column "Alvkoodi"/],
    [SALE('11-1').replace('Kirjauspäivä;', 'Työnro;'), /column Kirjauspäivä is missing/],
    [`sep=;\r\n${SALE('11-1')}`, /sep=/],
    [`${HEADER}\r\n`, /no row below the header/],
    ['<html>', /no header row/],
    [SALE('11-1').replace('Vuokra', '"Vuokra'), /no header row|quotes/],
  ]
  for (const [index, [body, expected]] of cases.entries()) {
    assert.equal(await drop(`case-${index}.csv`, body), 201)
    assert.match((await ack(`case-${index}.csv`)) ?? 'no answer', expected)
  }
  assert.equal((await inspect()).vouchers.length, 0)
  assert.equal((await inspect()).refused.length, cases.length)
  assert.equal(await drop('good.csv', SALE('11-1').replace('Vuokra', 'ä'.repeat(210))), 201)
  assert.equal(await ack('good.csv'), 'ok')
  await drop('twice.csv', SALE('11-1'))
  assert.match((await ack('twice.csv')) ?? '', /receipt number 11-1 is in use/)
  await set({ vatPercent: 'INTEGER' })
  await drop('percent.csv', SALE('11-9').replace(';24;', ';25.5;'))
  assert.match((await ack('percent.csv')) ?? '', /Alv-% 25\.5 is not an integer/)
})

void test('an import runs later, or on request, in the order of arrival', async (context) => {
  const { call, drop, ack, inspect, set } = await bench(context)
  await set({ ackMode: 'manual' })
  await drop('a.csv', SALE('11-1'))
  await drop('b.csv', SALE('11-2'))
  assert.equal(await ack('a.csv'), null)
  assert.deepEqual((await inspect()).waiting, ['a.csv', 'b.csv'])
  assert.equal(
    (await call('POST', `/companies/${COMPANY}/acknowledge`, JSON.stringify({ file: 'b.csv' }))).text,
    '{"imported":1}',
  )
  assert.deepEqual([await ack('a.csv'), await ack('b.csv')], [null, 'ok'])
  await call('POST', `/companies/${COMPANY}/acknowledge`)
  assert.equal(await ack('a.csv'), 'ok')
  await set({ ackDelayMs: 500 })
  await drop('c.csv', SALE('11-3'))
  assert.equal(await ack('c.csv'), null)
  await until('it is acknowledged', async () => (await ack('c.csv')) === 'ok')
  assert.match((await set({ ackMode: 'never' })).text, /ackMode/)
})

void test('the books survive a restart, with what waits and what was set', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'netbaron-books-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'netbaron.jsonl')
  const first = await bench(context, file)
  await first.drop('a.csv', SALE('11-1'))
  await first.set({ ackMode: 'manual', missingAccounts: ['3000'] })
  await first.drop('b.csv', SALE('11-2'))
  await first.drop('c.csv', SALE('11-3'))
  await first.call('POST', `/companies/${COMPANY}/acknowledge`, JSON.stringify({ file: 'b.csv' }))
  const before = await first.inspect()
  const second = await bench(context, file)
  assert.deepEqual(await second.inspect(), before)
  assert.deepEqual(before.waiting, ['c.csv'])
  assert.equal(await second.drop('a.csv', SALE('11-1')), 200)
})
