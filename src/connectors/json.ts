/** Reads the JSON of accounting systems: nothing in it is as expected until it was looked at. */
import { minorFromNumber } from '@saatava/core/money.ts'

export type Json = Record<string, unknown>

export function recordOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

/** The records of a list: a bare array, or the array under one of the names. */
export function listOf(value: unknown, ...names: string[]): Json[] {
  const list = Array.isArray(value) ? value : names.map((name) => recordOf(value)[name]).find(Array.isArray)
  return Array.isArray(list) ? list.map(recordOf) : []
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
}

/** Minor units of an amount in an answer, a number or a decimal text; undefined where there is none. */
export function amountOf(value: unknown): bigint | undefined {
  const number = typeof value === 'string' && /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? Number(value) : value
  const minor = typeof number === 'number' ? minorFromNumber(number) : undefined
  return typeof minor === 'bigint' ? minor : undefined
}

/** The value of a JSON text; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
