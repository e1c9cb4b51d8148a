/**
 * The filter of collections: `date$eq:2026-02-01$and:text$like:rent`. Only what is joined by $and: is simulated. A text is
 * compared without regard to case; $like: without a wildcard means "contains".
 */
import type { Answer } from '../kit/guard.ts'
import { complain } from './answers.ts'

type Json = Record<string, unknown>
type Test = (record: Json) => boolean

const PREDICATE = /^([A-Za-z.]+)\$(eq|ne|gt|gte|lt|lte|like):(.*)$/s

/** @param properties that the collection can be filtered by */
export function filterOf(text: string | undefined, properties: readonly string[]): Test | Answer {
  if (text === undefined) return () => true
  const tests: Test[] = []
  for (const part of splitAtAnd(text)) {
    const [, property = '', operator = '', raw = ''] = PREDICATE.exec(part) ?? []
    if (operator === '') return complain(400, `The filter “${part}” cannot be parsed.`)
    if (!properties.includes(property)) return complain(400, `The property ${property} is not filterable.`)
    tests.push(testOf(property, operator, raw))
  }
  return (record) => tests.every((test) => test(record))
}

// "$$" is an escaped "$", so "$$and:" joins nothing.
function splitAtAnd(text: string): string[] {
  return text.split(/(?<!\$)\$and:/)
}

function testOf(property: string, operator: string, raw: string): Test {
  const wanted = raw.replaceAll(/\$([$()*,[\]])/g, '$1').toLowerCase()
  const valueIn = (record: Json): string => {
    const value = property.split('.').reduce<unknown>((node, name) => (node as Json | undefined)?.[name], record)
    return typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : ''
  }
  const compare = (record: Json): number => {
    const value = valueIn(record)
    const [left, right] = [Number(value), Number(wanted)]
    if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right
    return value === wanted ? 0 : value < wanted ? -1 : 1
  }
  switch (operator) {
    case 'eq':
      return (record) => compare(record) === 0
    case 'ne':
      return (record) => compare(record) !== 0
    case 'gt':
      return (record) => compare(record) > 0
    case 'gte':
      return (record) => compare(record) >= 0
    case 'lt':
      return (record) => compare(record) < 0
    case 'lte':
      return (record) => compare(record) <= 0
    default:
      return (record) => valueIn(record).includes(wanted)
  }
}
