/** Texts of any script arrive in Netvisor letter by letter, in both charsets. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import * as fc from 'fast-check'
import { encodeXml, parseAnswer, textOf, optionalElement } from './xml.ts'
import {
  ledgerPayloadExample as ledger,
  paymentPayloadExample as payment,
} from '../../../test/support/connectors/netvisor/examples.ts'
import { openWorld, signal, type World } from '../../../test/support/connectors/netvisor/world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

/** Text as a partner sends it: any characters, without those that XML cannot hold and without edges that are trimmed. */
const text = (max: number) =>
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: max })
    // oxlint-disable-next-line no-control-regex
    .map((value) => value.replace(/[\x00-\x1f\x7f\ufffe\uffff]/g, '').trim())
    .filter((value) => value !== '')

const ODD = [
  '½ – “quoted” … ‘x’',
  'Łódź, Žilina, Őrség',
  'Šiauliai',
  'Гродно',
  '例え',
  '😀👍🏽',
  'Ma\u0308ki €',
  'a & <b> "c"',
]

test('texts of vouchers, lines and dimension items arrive letter by letter', async () => {
  const cases = fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...ODD) }, { weight: 2, arbitrary: text(20) })
  let number = 0
  await fc.assert(
    fc.asyncProperty(cases, cases, fc.constantFrom('UTF-8', 'ISO-8859-15'), async (first, second, bodyCharset) => {
      const session = world.open({ settings: { bodyCharset, descriptionMax: 1_000 } })
      const [row, ...rest] = ledger.rows
      assert.ok(row)
      const [planned] = await session.plan({
        ...ledger,
        identifier: `text-${++number}`,
        documentDescription: first,
        rows: [
          { ...row, transactionDescription: second, dimensions: [{ type: 'CUSTOM', name: 'Kohde', value: first }] },
          ...rest,
        ],
      })
      assert.ok(planned)
      await session.send(planned, signal)
      const voucher = (await world.inspect()).vouchers.at(-1)
      assert.equal(voucher?.['description'], `${planned.marker} 1001 ${first}`.normalize('NFC'))
      const [line] = voucher['lines'] as { description: string; dimensions: { item: string }[] }[]
      assert.equal(line?.description, second.normalize('NFC').trim())
      assert.equal(line.dimensions.at(0)?.item.normalize('NFC'), first.normalize('NFC').trim())
      assert.deepEqual((await session.find(planned, signal)).length, 1)
    }),
    { numRuns: 60, seed: 11 },
  )
})

test('the payer’s name and the payment method arrive letter by letter', async () => {
  for (const bodyCharset of ['UTF-8', 'ISO-8859-15']) {
    for (const name of ODD) {
      const session = world.open({ settings: { bodyCharset } })
      const [planned] = await session.plan({ ...payment, identifier: name, sourceName: name, description: name })
      assert.ok(planned)
      await session.send(planned, signal)
      const paid = (await world.inspect()).payments.at(-1)
      assert.equal(String(paid?.['name']).normalize('NFC'), name.normalize('NFC'))
      assert.ok(paid)
      const { value } = paid['method'] as { value: string }
      assert.equal(value.normalize('NFC'), name.normalize('NFC'))
    }
  }
})

test('a cut text never ends in half a character', async () => {
  for (const descriptionMax of [34, 35, 36, 37]) {
    const session = world.open({ settings: { descriptionMax } })
    const identifier = `cut-${descriptionMax}`
    const [planned] = await session.plan({ ...ledger, identifier, documentDescription: '😀😀😀😀😀😀😀😀' })
    assert.ok(planned)
    await session.send(planned, signal)
    const voucher = (await world.inspect()).vouchers.at(-1)
    assert.match(String(voucher?.['description']), /^SA-\S+ 1001 (?:😀)+$/u)
  }
})

test('a letter that ISO-8859-15 lacks is a numeric character reference; UTF-8 has it as it is', () => {
  const root = `<root>${optionalElement('description', 'Ł ½ € “x” 😀')}</root>`
  const latin = Buffer.from(encodeXml(root, 'ISO-8859-15')).toString('latin1')
  assert.match(latin, /<description>&#321; &#189; \u00a4 &#8220;x&#8221; &#128512;<\/description>/)
  const utf8 = Buffer.from(encodeXml(root, 'UTF-8')).toString('utf8')
  assert.match(utf8, /encoding="UTF-8".*<description>Ł ½ € “x” 😀<\/description>/)
})

test('answers are read in the charset that they declare', () => {
  const answer = (charset: string) => `<?xml version="1.0" encoding="${charset}"?><Root><Name>Žäläärä €</Name></Root>`
  const read = (bytes: Uint8Array) => textOf(parseAnswer(bytes), 'name')
  assert.equal(read(Buffer.from(answer('utf-8'))), 'Žäläärä €')
  assert.equal(read(encodeXml('<Root><Name>Žäläärä €</Name></Root>', 'ISO-8859-15')), 'Žäläärä €')
  const windows = Buffer.from(answer('windows-1252').replace('€', '\u0080').replace('Ž', '\u008e'), 'latin1')
  assert.equal(read(windows), 'Žäläärä €')
  const many = `<Root><Name>${'&#321;'.repeat(5_000)}</Name></Root>`
  assert.equal(read(Buffer.from(many)), 'Ł'.repeat(5_000))
})
