/** Texts of any script stand in NetBaron’s files letter by letter, or the document is refused: never a “?”. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { ConnectorError } from '../errors.ts'
import { encode } from './codec.ts'
import { type PlannedFile, planReceipt } from './plan.ts'
import {
  connection,
  exampleLedger,
  examplePayment,
  ledgerRow,
} from '../../../test/support/connectors/netbaron/world.ts'

const CHARSETS = ['UTF-8', 'ISO-8859-1', 'ISO-8859-15', 'WINDOWS-1252'] as const
const ODD = ['½ – “quoted” … ‘x’', 'Łódź, Žilina, Őrség', 'Гродно', '例え', '😀👍🏽', 'Ma\u0308ki €', 'a;b "c"', 'Väli']
const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 20 })
  .filter((value) => value.isWellFormed() && !value.includes('\u0000'))
const cases = fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...ODD) }, { weight: 2, arbitrary: text })

function cells(planned: { body: unknown }, charset: (typeof CHARSETS)[number]): string[][] {
  const bytes = Buffer.from(encode((planned.body as PlannedFile).text, charset))
  return parse(iconv.decode(bytes, charset, { stripBOM: false }), { delimiter: ';' })
}

void test('descriptions and dimension items are in the file letter by letter, or refused by name', () => {
  fc.assert(
    fc.property(cases, cases, fc.constantFrom(...CHARSETS), (description, job, charset) => {
      const rows = [
        ledgerRow({ accountNumber: '1701', amount: 100n, transactionDescription: description, projectNumber: job }),
        ledgerRow({ accountNumber: '3000', amount: -100n }),
      ]
      const document = exampleLedger({ rows, documentDescription: '', documentName: 'x' })
      try {
        const planned = planReceipt(document, connection({ settings: { charset, entryDescription: 'ROW' } }))
        const [, line] = cells(planned, charset)
        const sent = (value: string) => (charset === 'UTF-8' ? value : value.normalize('NFC'))
        assert.deepEqual([line?.[3], line?.[6]], [sent(description), sent(job)])
      } catch (error) {
        assert.ok(error instanceof ConnectorError && error.code === 'CHARSET_CANNOT', String(error))
        assert.notEqual(charset, 'UTF-8')
      }
    }),
    { numRuns: 300, seed: 11 },
  )
})

void test('a payer’s name is in the file letter by letter; a long one is cut in every charset', () => {
  for (const sourceName of ODD) {
    const planned = planReceipt(examplePayment({ sourceName }), connection())
    assert.ok(cells(planned, 'UTF-8')[1]?.[3]?.endsWith(` ${sourceName}`))
  }
  for (const charset of CHARSETS) {
    const planned = planReceipt(
      examplePayment({ sourceName: 'Öljy'.repeat(60) }),
      connection({ settings: { charset } }),
    )
    assert.match(cells(planned, charset)[1]?.[3] ?? '', /^133720800 1337109 (?:Öljy)+Ö?l?j?y?[….]$/)
  }
})
