/** Values of rules as JSON, the same in both directions: what `law rules --json` prints may be given back as configuration. */
import { minorToText } from '@saatava/core/money.ts'
import { COMPONENTS, type Component, type Rule, type RuleValue, type Tier, type ValueType } from './rule.ts'
import type { Topic } from './topics.ts'
import { minorOf } from './values.ts'

const TIERS_MAX = 50
const NUMBER_MAX = 10_000
const PERCENT_MAX = 1_000

/** Amounts become decimal text in major units, "14.00". */
export function valueJson(value: RuleValue): Record<string, unknown> {
  if (value.type === 'AMOUNT') {
    return { type: value.type, amount: minorToText(value.minor), currency: value.currency }
  }
  if (value.type !== 'TIERS') return { ...value }
  const tiers = value.tiers.map(({ over, upTo, amount }) => ({
    over: minorToText(over),
    upTo: upTo === null ? null : minorToText(upTo),
    amount: minorToText(amount),
  }))
  return { type: value.type, currency: value.currency, tiers }
}

/** For people: "14.00 EUR", "2.5 %", "≤ 100.00: 14.00, …". */
export function valueText(value: RuleValue): string {
  switch (value.type) {
    case 'AMOUNT':
      return `${minorToText(value.minor)} ${value.currency}`
    case 'PERCENT':
      return `${value.percent} %`
    case 'DAYS':
      return `${value.days} days`
    case 'MONTHS':
      return `${value.months} months`
    case 'YEARS':
      return `${value.years} years`
    case 'COUNT':
      return String(value.count)
    case 'HOURS':
      return `${value.from}–${value.until}`
    case 'ORDER':
      return value.order.join(' → ')
    case 'WORD':
      return value.word
    case 'TIERS': {
      const rows = value.tiers.map(({ over, upTo, amount }) =>
        upTo === null
          ? `> ${minorToText(over)}: ${minorToText(amount)}`
          : `≤ ${minorToText(upTo)}: ${minorToText(amount)}`,
      )
      return `${rows.join(', ')} ${value.currency}`
    }
  }
}

/** A rule's value for people, which may be shares of a unit: "≤ 500.00: 0.25, … × FEE_UNIT". */
export function ruleText({ value, timesUnit }: Pick<Rule, 'value' | 'timesUnit'>): string {
  const text = valueText(value)
  return timesUnit === undefined ? text : `${text.replace(/ [A-Z]{3}$/, '')} × FEE_UNIT`
}

/** The value that this JSON says, or what is wrong with it. */
export function readValue(json: unknown, topic: Topic): RuleValue | string {
  if (typeof json !== 'object' || json === null) return `is an object such as ${example(topic.value)}`
  const fields = json as Record<string, unknown>
  if (fields['type'] !== topic.value) return `has the type ${topic.value}, such as ${example(topic.value)}`
  const read = READERS[topic.value](fields, topic)
  return read ?? `is such as ${example(topic.value)}`
}

type Fields = Record<string, unknown>
const whole = (name: 'days' | 'months' | 'years' | 'count', type: ValueType) => (fields: Fields) => {
  const number = fields[name]
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 0 || number > NUMBER_MAX) return undefined
  return { type, [name]: number } as RuleValue
}

const READERS: Record<ValueType, (fields: Fields, topic: Topic) => RuleValue | string | undefined> = {
  AMOUNT: ({ amount, currency }) => {
    const minor = readAmount(amount)
    return minor === undefined || !isCurrency(currency) ? undefined : { type: 'AMOUNT', minor, currency }
  },
  PERCENT: ({ percent }) => {
    if (typeof percent !== 'number' || !Number.isFinite(percent) || Math.abs(percent) > PERCENT_MAX) return undefined
    return /^-?\d+(\.\d{1,6})?$/.test(String(percent)) ? { type: 'PERCENT', percent } : undefined
  },
  DAYS: whole('days', 'DAYS'),
  MONTHS: whole('months', 'MONTHS'),
  YEARS: whole('years', 'YEARS'),
  COUNT: whole('count', 'COUNT'),
  WORD: ({ word }, { words = [] }) =>
    typeof word === 'string' && words.includes(word)
      ? { type: 'WORD', word }
      : `has a word that is one of ${words.join(', ')}`,
  HOURS: ({ from, until }) =>
    isHour(from) && isHour(until) && from < until ? { type: 'HOURS', from, until } : undefined,
  ORDER: ({ order }) => {
    if (!Array.isArray(order) || order.length !== COMPONENTS.length) return undefined
    return COMPONENTS.every((component) => order.includes(component))
      ? { type: 'ORDER', order: order as Component[] }
      : undefined
  },
  TIERS: ({ tiers, currency }) => {
    if (!Array.isArray(tiers) || tiers.length === 0 || tiers.length > TIERS_MAX || !isCurrency(currency))
      return undefined
    const read = tiers.map(readTier)
    const good = read.filter((tier) => tier !== undefined)
    if (good.length < read.length) return undefined
    const apart = good.every((tier, i) => i === 0 || tier.over >= (good[i - 1]?.upTo ?? tier.over + 1n))
    return apart ? { type: 'TIERS', currency, tiers: good } : 'has tiers in rising order that do not overlap'
  },
}

function readTier(json: unknown): Tier | undefined {
  const { over, upTo, amount } = (json ?? {}) as Fields
  const from = readAmount(over)
  const to = upTo === null ? null : readAmount(upTo)
  const minor = readAmount(amount)
  if (from === undefined || to === undefined || minor === undefined || (to !== null && to <= from)) return undefined
  return { over: from, upTo: to, amount: minor }
}

/** An amount that is not below zero. */
function readAmount(json: unknown): bigint | undefined {
  const minor = typeof json === 'string' ? minorOf(json) : undefined
  return minor !== undefined && minor >= 0n ? minor : undefined
}

function isHour(json: unknown): json is number {
  return typeof json === 'number' && Number.isInteger(json) && json >= 0 && json <= 24
}

function isCurrency(json: unknown): json is string {
  return typeof json === 'string' && /^[A-Z]{3}$/.test(json)
}

const EXAMPLES: Record<ValueType, Record<string, unknown>> = {
  AMOUNT: { type: 'AMOUNT', amount: '5.00', currency: 'EUR' },
  PERCENT: { type: 'PERCENT', percent: 2.5 },
  DAYS: { type: 'DAYS', days: 14 },
  MONTHS: { type: 'MONTHS', months: 2 },
  YEARS: { type: 'YEARS', years: 3 },
  COUNT: { type: 'COUNT', count: 2 },
  WORD: { type: 'WORD', word: 'ACT_365' },
  HOURS: { type: 'HOURS', from: 8, until: 21 },
  ORDER: { type: 'ORDER', order: COMPONENTS },
  TIERS: { type: 'TIERS', currency: 'EUR', tiers: [{ over: '0.00', upTo: null, amount: '14.00' }] },
}

/** How a value is written, with … for what it says. */
export function valueShape(type: ValueType): Record<string, unknown> {
  if (type === 'TIERS') {
    return {
      type,
      currency: '…',
      tiers: [
        { over: '0.00', upTo: '…', amount: '…' },
        { over: '…', upTo: null, amount: '…' },
      ],
    }
  }
  return Object.fromEntries(Object.keys(EXAMPLES[type]).map((name) => [name, name === 'type' ? type : '…']))
}

function example(type: ValueType): string {
  return JSON.stringify(EXAMPLES[type])
}
