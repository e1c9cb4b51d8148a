/** Statements of settlements: every line is on a page, in each language, and equal statements give equal bytes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LANGUAGES } from '@saatava/einvoice/model/document.ts'
import { absent, pageCount, textOf } from '../../test/support/documents/pdf-tools.ts'
import { type SettlementStatement, renderSettlement } from './render-settlement.ts'

const LINES = 120

function statementOf(language: SettlementStatement['language']): SettlementStatement {
  const lines = Array.from({ length: LINES }, (_, i) => ({
    ...{ invoiceNumber: String(251_601_000 + i), reference: `RF${10_000_000 + i}`, date: '2026-03-02' },
    ...{ capital: 100_000n, interest: 512n, fees: i === 0 ? -2_510n : 0n, sum: i === 0 ? 98_002n : 100_512n },
  }))
  const total = lines.reduce((all, { sum }) => all + sum, 0n)
  return {
    ...{ language, agency: 'Testiperintä Oy', client: 'Test Customer Oy', settlementId: 202603030001 },
    ...{ date: '2026-03-03', reference: '123', account: 'FI2112345600000785', currency: 'EUR', lines, total },
    ...{ deductions: [{ invoiceNumber: '77', amount: 5_000n }], paid: total - 5_000n },
  }
}

test('a statement of many lines names each of them, and the sums', {
  skip: absent('pdftotext', 'pdfinfo'),
}, async () => {
  const statement = statementOf('fi')
  const pdf = await renderSettlement(statement)
  const text = textOf(pdf).replaceAll('\u00a0', ' ')
  for (const { invoiceNumber, reference } of statement.lines)
    assert.ok(text.includes(invoiceNumber) && text.includes(reference), invoiceNumber)
  for (const words of [
    'Tilitys 202603030001',
    'Test Customer Oy',
    '−25,10',
    '120 589,30 EUR',
    '−50,00 EUR',
    '120 539,30 EUR',
  ])
    assert.ok(text.includes(words), `${words} in\n${text.slice(-600)}`)
  assert.equal(pageCount(pdf), 3)
})

test('equal statements give equal bytes, in every language', async () => {
  for (const language of LANGUAGES) {
    const [one, two] = [await renderSettlement(statementOf(language)), await renderSettlement(statementOf(language))]
    assert.ok(Buffer.from(one).equals(Buffer.from(two)), language)
  }
})
