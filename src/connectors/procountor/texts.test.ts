/** Texts of any script arrive in Procountor letter by letter. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as fc from 'fast-check'
import { publishedLedger, publishedPayment, row } from '../../../test/support/connectors/procountor/examples.ts'
import { signal, startWorld, type World } from '../../../test/support/connectors/procountor/world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.close())

const ODD = [
  '½ – “quoted” … ‘x’',
  'Łódź, Žilina, Őrség',
  'Гродно',
  '例え',
  '😀👍🏽',
  'Ma\u0308ki €',
  'a\\b "c" \u2028 d',
]
const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 20 })
  .map((value) => value.trim())
  .filter((value) => value !== '' && value.isWellFormed())
const cases = fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...ODD) }, { weight: 2, arbitrary: text })

void test('texts of receipts, rows and dimension items arrive letter by letter', async () => {
  let number = 0
  await fc.assert(
    fc.asyncProperty(cases, cases, cases, async (name, first, second) => {
      const session = world.open({ mappings: { voucherTypes: {}, vatCodes: {}, dimensions: {}, paymentMethods: {} } })
      await world.set({ dimensions: [{ name: 'Kohde', items: [first] }] })
      const [planned] = await session.plan(
        publishedLedger({
          identifier: `text-${++number}`,
          documentName: name,
          documentDescription: first,
          rows: [
            row('1701', 100n, {
              transactionDescription: second,
              dimensions: [{ type: 'CUSTOM', name: 'Kohde', value: first }],
            }),
            row('3000', -100n),
          ],
        }),
      )
      assert.ok(planned)
      await session.send(planned, signal)
      const { raw = '' } = (await world.books()).vouchers.find(({ marker }) => marker === planned.marker) ?? {}
      const sent = JSON.parse(raw) as Record<string, unknown>
      assert.equal(sent['name'], `${planned.marker} ${name}`)
      assert.equal(sent['transactionDescription'], first)
      const [line] = sent['transactions'] as { description: string; dimensionItemValues: unknown[] }[]
      assert.equal(line?.description, second)
      assert.equal(line.dimensionItemValues.length, 1)
      assert.equal((await session.find(planned, signal)).length, 1)
    }),
    { numRuns: 40, seed: 11 },
  )
})

void test('a payment’s description arrives letter by letter, and is never cut inside a character', async () => {
  for (const description of [...ODD, '😀'.repeat(80)]) {
    const session = world.open()
    const [planned] = await session.plan(publishedPayment({ identifier: description, description }))
    assert.ok(planned)
    await session.send(planned, signal)
    const paid = (await world.books()).payments.find(({ marker }) => marker === planned.marker)
    const words = paid?.description.slice(0, -planned.marker.length - 1) ?? ''
    assert.equal(words, description.length > 100 ? description.slice(0, words.length) : description)
    assert.ok(words.isWellFormed() && (description.length < 100 || words.length >= 122), words)
  }
})
