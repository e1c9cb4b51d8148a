/**
 * Tests what holds of every invoice's amounts, whatever its rows, and that a partner who sends our figures back is agreed
 * with.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { minorToNumber, sum } from '@saatava/core/money.ts'
import { invoiceAmounts } from './amounts.ts'
import type { RequestRow, SalesInvoiceRequest } from './schemas.ts'

type Invoice = SalesInvoiceRequest['invoice']

const RUNS = 500
const decimal = (max: number, decimals: number) =>
  fc.integer({ min: -max, max }).map((value) => Number(`${value}e-${decimals}`))
const rate = fc.constantFrom(25.5, 24, 14, 13.5, 10, 0)

const row: fc.Arbitrary<RequestRow> = fc.oneof(
  fc.record(
    {
      name: fc.constant('Consulting'),
      quantity: decimal(10_000_000, 3),
      unitPrice: decimal(10_000_000, 4),
      vatPercentage: rate,
      discountPercentage: fc.integer({ min: 0, max: 1_000 }).map((value) => value / 10),
    },
    { requiredKeys: ['name', 'unitPrice', 'vatPercentage'] },
  ),
  fc.record({ name: fc.constant('Net'), netAmount: decimal(100_000_000, 2), vatPercentage: rate }),
  fc.record({ name: fc.constant('Gross'), totalAmount: decimal(100_000_000, 2), vatPercentage: rate }),
  fc.constant({ name: 'Thank you' }),
)
const rows = fc.array(row, { minLength: 1, maxLength: 40 })

function judge(invoice: Partial<Invoice>, type: 'INVOICE' | 'CREDIT_NOTE' = 'INVOICE') {
  const request = {
    invoice: {
      header: { date: '2026-01-15', type },
      parties: { buyerParty: { name: 'Matti Meikäläinen' } },
      ...invoice,
    },
  }
  return invoiceAmounts(request, 'EUR')
}

/** Only rows whose total is not below zero, as an invoice must be. */
const payable = rows.filter((some) => judge({ rows: some }).amounts.total >= 0n)

test('sums are sums: of rows by rate, of rates, of net and VAT; VAT is its rate’s, half a cent away at most where no total is stated', () => {
  fc.assert(
    fc.property(payable, (some) => {
      const { amounts, faults } = judge({ rows: some })
      assert.deepEqual(faults, [])
      assert.equal(amounts.total, amounts.net + amounts.vat)
      assert.equal(amounts.net, sum(amounts.rows.map(({ net }) => net)))
      assert.equal(amounts.net, sum(amounts.vatLines.map(({ net }) => net)))
      assert.equal(amounts.vat, sum(amounts.vatLines.map(({ vat }) => vat)))
      for (const { percentage, net, vat } of amounts.vatLines) {
        const ofRate = amounts.rows.filter((each) => each.hasAmounts && each.vatPercentage === percentage)
        assert.equal(net, sum(ofRate.map((each) => each.net)))
        const thousandths = net * BigInt(percentage * 10)
        const off = vat * 1_000n - thousandths
        // If a row states a sum with VAT, its net is rounded: the half cent counts with the VAT on it.
        const max = ofRate.some(({ totalStated }) => totalStated) ? 1_200n : 500n
        assert.ok(off <= max && off >= -max, `${vat} of ${net} at ${percentage} %`)
      }
    }),
    { numRuns: RUNS },
  )
})

test('our own figures sent back are agreed with, and change nothing', () => {
  fc.assert(
    fc.property(payable, (some) => {
      const { amounts } = judge({ rows: some })
      const back = judge({
        rows: some.map((each, i) => {
          const figures = amounts.rows[i]
          if (!figures?.hasAmounts) return each
          return { ...each, netAmount: minorToNumber(figures.net), totalAmount: minorToNumber(figures.total) }
        }),
        amounts: givenOf(amounts),
      })
      assert.deepEqual(back.faults, [])
      assert.deepEqual(
        [back.amounts.net, back.amounts.vat, back.amounts.total],
        [amounts.net, amounts.vat, amounts.total],
      )
    }),
    { numRuns: RUNS },
  )
})

function givenOf({ net, vat, total, vatLines }: ReturnType<typeof judge>['amounts']) {
  return {
    netAmount: minorToNumber(net),
    vatAmount: minorToNumber(vat),
    totalAmount: minorToNumber(total),
    vatBreakdown: vatLines.map((line) => ({
      vatPercentage: line.percentage,
      vatCode: line.category,
      netAmount: minorToNumber(line.net),
      vatAmount: minorToNumber(line.vat),
    })),
  }
}

test('a cent beside in VAT of one rate is agreed with, and the partner’s figures stand; three cents are not', () => {
  fc.assert(
    fc.property(payable, fc.nat(), fc.constantFrom(-1n, 1n), (some, at, cent) => {
      const { amounts } = judge({ rows: some })
      const index = at % Math.max(amounts.vatLines.length, 1)
      const beside = (by: bigint) => {
        const vatLines = amounts.vatLines.map((line, i) => (i === index ? { ...line, vat: line.vat + by } : line))
        const vat = amounts.vat + by
        return { ...amounts, vatLines, vat, total: amounts.net + vat }
      }
      fc.pre(amounts.vatLines.length > 0 && amounts.total > 3n)
      const near = judge({ rows: some, amounts: givenOf(beside(cent)) })
      assert.deepEqual(near.faults, [])
      assert.equal(near.amounts.vat, amounts.vat + cent)
      // The rows' own VAT is as good; only what is far from both is refused.
      const line = amounts.vatLines[index]
      const own = sum(
        amounts.rows.filter((r) => r.hasAmounts && r.vatPercentage === line?.percentage).map(({ vat }) => vat),
      )
      fc.pre(own === line?.vat)
      const far = judge({ rows: some, amounts: givenOf(beside(cent * 3n)) })
      assert.deepEqual(
        far.faults.map(({ code }) => code),
        ['VAT_MISMATCH'],
      )
    }),
    { numRuns: RUNS },
  )
})

test('the total alone is agreed with within a cent a rate, and then stands', () => {
  fc.assert(
    fc.property(payable, fc.integer({ min: -6, max: 6 }), (some, cents) => {
      const { amounts } = judge({ rows: some })
      const lines = BigInt(amounts.vatLines.length)
      fc.pre(lines > 0n && amounts.total > 6n)
      const total = amounts.total + BigInt(cents)
      const { faults, amounts: judged } = judge({ rows: some, amounts: { totalAmount: minorToNumber(total) } })
      if (faults.length === 0) assert.equal(judged.total, total)
      if (BigInt(Math.abs(cents)) <= lines) assert.deepEqual(faults, [])
    }),
    { numRuns: RUNS },
  )
})

test('a credit note is the same, given positive or negative, and never below zero', () => {
  const turned = (value: number | undefined) => (value === undefined ? undefined : -value)
  fc.assert(
    fc.property(payable, (some) => {
      const one = judge({ rows: some }, 'CREDIT_NOTE')
      const other = judge(
        {
          rows: some.map((each) => {
            const { quantity, unitPrice, netAmount, totalAmount } = each
            const figures = { netAmount: turned(netAmount), totalAmount: turned(totalAmount) }
            return JSON.parse(
              JSON.stringify({
                ...each,
                ...figures,
                ...(unitPrice === undefined ? {} : { quantity: -(quantity ?? 1) }),
              }),
            ) as RequestRow
          }),
        },
        'CREDIT_NOTE',
      )
      assert.deepEqual([one.faults, other.faults], [[], []])
      const { net, vat, total } = other.amounts
      assert.deepEqual([net, vat, total], [one.amounts.net, one.amounts.vat, one.amounts.total])
      assert.ok(total >= 0n)
    }),
    { numRuns: RUNS },
  )
})

test('every input gets amounts or faults as an answer, never an exception', () => {
  const money = decimal(99_999_999_999_999, 2)
  const wild = fc.record(
    {
      rows: fc.array(
        fc.record(
          {
            name: fc.constant('x'),
            quantity: fc.double({ min: -1e12, max: 1e12, noNaN: true }),
            unitPrice: fc.double({ min: -1e12, max: 1e12, noNaN: true }),
            discountPercentage: fc.double({ min: 0, max: 100, noNaN: true }),
            vatPercentage: fc.double({ min: 0, max: 100, noNaN: true }),
            netAmount: money,
            vatAmount: money,
            totalAmount: money,
          },
          { requiredKeys: [] },
        ),
        { maxLength: 5 },
      ),
      amounts: fc.record(
        { netAmount: money, vatAmount: money, totalAmount: money, paidAmount: money },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(wild, fc.constantFrom('INVOICE' as const, 'CREDIT_NOTE' as const), (invoice, type) => {
      const { amounts, faults } = judge(invoice, type)
      if (faults.length > 0) return
      assert.equal(amounts.total, amounts.net + amounts.vat)
      assert.ok(amounts.total >= 0n)
    }),
    { numRuns: RUNS * 2 },
  )
})
