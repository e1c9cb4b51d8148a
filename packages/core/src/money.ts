/**
 * Money is whole minor units (cents, öre, øre) in a bigint: 2990.00 EUR is 299000n. Floats appear only at the JSON
 * border, where the wire format asks for numbers, and are turned into minor units by their shortest decimal text.
 */
import { Big } from 'big.js'

/** big.js rounding mode 1: half away from zero. */
const ROUND_HALF_UP = 1

/** The largest amount the API takes, either sign: 999 999 999 999.99, well inside what a double holds exactly. */
export const AMOUNT_MINOR_MAX = 99_999_999_999_999n

export type AmountFault = 'NOT_FINITE' | 'TOO_MANY_DECIMALS' | 'AMOUNT_TOO_LARGE'

/**
 * Minor units of a JSON number with at most two decimals.
 * @param value major units, for example -2382.47
 * @returns minor units (-238247n), or the reason why it is not an amount
 */
export function minorFromNumber(value: number): bigint | AmountFault {
  if (!Number.isFinite(value)) return 'NOT_FINITE'
  // A double prints the shortest decimal that reads back as itself, so 0.1 + 0.2 is seen for what it is: 17 digits.
  const text = String(value)
  if (text.includes('e')) return Math.abs(value) >= 1 ? 'AMOUNT_TOO_LARGE' : 'TOO_MANY_DECIMALS'
  const dot = text.indexOf('.')
  const decimals = dot < 0 ? 0 : text.length - dot - 1
  if (decimals > 2) return 'TOO_MANY_DECIMALS'
  const digits = dot < 0 ? text : text.slice(0, dot) + text.slice(dot + 1)
  const minor = BigInt(digits) * (decimals === 0 ? 100n : decimals === 1 ? 10n : 1n)
  return absolute(minor) > AMOUNT_MINOR_MAX ? 'AMOUNT_TOO_LARGE' : minor
}

/** Minor units of a number that has been validated already; throws where it is not an amount. */
export function minor(value: number): bigint {
  const result = minorFromNumber(value)
  if (typeof result === 'bigint') return result
  throw new RangeError(`not an amount: ${value} (${result})`)
}

/** The JSON number for an amount of minor units: 299000n is 2990. */
export function minorToNumber(value: bigint): number {
  return Number(minorToText(value))
}

/** Decimal text with two decimals, "-2382.47", or with another separator: "-2382,47". */
export function minorToText(value: bigint, separator = '.'): string {
  const digits = absolute(value).toString().padStart(3, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}${separator}${digits.slice(-2)}`
}

/**
 * Net of a gross amount: gross / (1 + percent / 100), rounded half away from zero to the minor unit.
 * @param gross minor units  @param percent for example 25.5
 */
export function netOfGross(gross: bigint, percent: number): bigint {
  if (percent === 0) return gross
  return BigInt(new Big(gross.toString()).times(100).div(new Big(percent).plus(100)).round(0, ROUND_HALF_UP).toFixed())
}

/**
 * Gross of a net amount: net × (1 + percent / 100), rounded half away from zero to the minor unit.
 * @param net minor units  @param percent for example 25.5
 */
export function grossOfNet(net: bigint, percent: number): bigint {
  if (percent === 0) return net
  return BigInt(new Big(net.toString()).times(new Big(percent).plus(100)).div(100).round(0, ROUND_HALF_UP).toFixed())
}

/**
 * VAT on a net amount: net × percent / 100, rounded half away from zero to the minor unit.
 * @param net minor units  @param percent for example 25.5
 */
export function vatOfNet(net: bigint, percent: number): bigint {
  return BigInt(new Big(net.toString()).times(percent).div(100).round(0, ROUND_HALF_UP).toFixed())
}

export function sum(values: Iterable<bigint>): bigint {
  let total = 0n
  for (const value of values) total += value
  return total
}

export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}
