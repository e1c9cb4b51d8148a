import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  AMOUNT_MINOR_MAX,
  absolute,
  grossOfNet,
  minor,
  minorFromNumber,
  minorToNumber,
  minorToText,
  netOfGross,
  sum,
} from './money.ts'

const amounts = fc.bigInt({ min: -AMOUNT_MINOR_MAX, max: AMOUNT_MINOR_MAX })
const percents = fc.oneof(
  fc.constantFrom(0, 10, 13.5, 14, 24, 25, 25.5, 100),
  fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100),
)

test('minor units become a JSON number and come back the same, whatever the amount', () => {
  fc.assert(
    fc.property(amounts, (value) => {
      const overTheWire = JSON.parse(JSON.stringify(minorToNumber(value))) as number
      assert.equal(minorFromNumber(overTheWire), value)
    }),
    { numRuns: 5_000 },
  )
})

test('decimal text has two decimals, and reads back', () => {
  fc.assert(
    fc.property(amounts, (value) => {
      const text = minorToText(value)
      assert.match(text, /^-?(0|[1-9]\d*)\.\d{2}$/)
      assert.equal(BigInt(text.replace('.', '')), value)
      assert.equal(minorToText(value, ','), text.replace('.', ','))
    }),
  )
  assert.equal(minorToText(0n), '0.00')
  assert.equal(minorToText(-5n), '-0.05')
})

test('reads the published amounts', () => {
  assert.equal(minor(2990.0), 299_000n)
  assert.equal(minor(-2382.47), -238_247n)
  assert.equal(minor(-607.53), -60_753n)
  assert.equal(sum([2990, -2382.47, -607.53].map(minor)), 0n)
  assert.equal(netOfGross(299_000n, 25.5), 238_247n)
})

test('a text that is not an amount gets an error that names the mistake, and is never rounded into an amount', () => {
  for (const value of [0.001, 0.1 + 0.2, 1.005, -2382.475, 1e-7, 5e-324, 99_999_999_999.999])
    assert.equal(minorFromNumber(value), 'TOO_MANY_DECIMALS', String(value))
  for (const value of [1e12, -1e12, 1e21, 1e308, 2 ** 53, Number.MAX_SAFE_INTEGER])
    assert.equal(minorFromNumber(value), 'AMOUNT_TOO_LARGE', String(value))
  for (const value of [Number.NaN, Infinity, -Infinity]) assert.equal(minorFromNumber(value), 'NOT_FINITE')
  assert.equal(minorFromNumber(-0), 0n)
  assert.equal(minorFromNumber(999_999_999_999.99), AMOUNT_MINOR_MAX)
  assert.throws(() => minor(0.005), RangeError)
  fc.assert(
    fc.property(fc.double(), (value) => {
      const result = minorFromNumber(value)
      if (typeof result === 'bigint') assert.equal(Number(minorToText(result)), value === 0 ? 0 : value)
    }),
  )
})

test('sums are exact, in any order', () => {
  fc.assert(
    fc.property(fc.array(amounts, { maxLength: 1_000 }), (values) => {
      const total = sum(values)
      assert.equal(sum(values.toReversed()), total)
      assert.equal(sum([...values, -total]), 0n)
    }),
    { numRuns: 50 },
  )
})

test('net of gross is the nearest cent, half away from zero', () => {
  fc.assert(
    fc.property(amounts, percents, (gross, percent) => {
      // In hundredths of a percent everything is whole: net = gross × 10 000 / (10 000 + p).
      const divisor = 10_000n + BigInt(Math.round(percent * 100))
      assert.equal(netOfGross(gross, percent), roundedDivision(gross * 10_000n, divisor))
    }),
    { numRuns: 2_000 },
  )
})

test('gross of net is the nearest cent, half away from zero', () => {
  fc.assert(
    fc.property(amounts, percents, (net, percent) => {
      const factor = 10_000n + BigInt(Math.round(percent * 100))
      assert.equal(grossOfNet(net, percent), roundedDivision(net * factor, 10_000n))
    }),
    { numRuns: 2_000 },
  )
  assert.equal(grossOfNet(1n, 50), 2n, '1.5 cents')
  assert.equal(grossOfNet(-1n, 50), -2n)
})

test('net and gross mirror around zero, and lead back to where they came from', () => {
  fc.assert(
    fc.property(amounts, percents, (amount, percent) => {
      assert.equal(netOfGross(-amount, percent), -netOfGross(amount, percent))
      assert.equal(grossOfNet(-amount, percent), -grossOfNet(amount, percent))
      assert.equal(netOfGross(grossOfNet(amount, percent), percent), amount)
      assert.ok(absolute(grossOfNet(netOfGross(amount, percent), percent) - amount) <= 1n)
    }),
    { numRuns: 2_000 },
  )
})

/** By whole numbers alone, as an independent way to the same result. */
function roundedDivision(dividend: bigint, divisor: bigint): bigint {
  const size = (absolute(dividend) * 2n + divisor) / (divisor * 2n)
  return dividend < 0n ? -size : size
}
