/**
 * The agency's own rules over those that ship: it confirms what is unverified, gives what is missing, and changes what it
 * knows better. Everything wrong is named at once; nothing is taken over half.
 */
import { isCivilDate } from '@saatava/core/dates.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { LawError } from './errors.ts'
import { PACKS } from './packs/index.ts'
import { CURRENCY_OF, type Rule, type RuleStatus, UNIT_DAYS, type UnitDay, partsOf } from './rule.ts'
import { regimeTimes, withRegimes } from './regimes.ts'
import { topicOf } from './topics.ts'
import { readValue } from './value-json.ts'
import { laidOver } from './versions.ts'

const OVERRIDES_MAX = 5_000
const SOURCE_CHARACTERS_MAX = 1_000

type Change = { confirm: Rule[]; status: RuleStatus; source: string | undefined } | { rule: Rule }
type Fault = { pointer: string; message: string }

/**
 * @param overrides the parsed file: {"rules": [...]}. An entry with a value is a version of a rule, which is laid over those
 *   that ship (see laidOver): {ruleId, validFrom, validTo?, value, source, status?}. One without a value confirms a version, or all of a rule where validFrom is left out: {ruleId, validFrom?, status, source?}.
 * @throws LawError RULES with every fault and where it is
 */
export function mergeRules(base: readonly Rule[], overrides: unknown): Rule[] {
  const faults: Fault[] = []
  const entries = entriesOf(overrides)
  if (entries === undefined || entries.length > OVERRIDES_MAX) {
    throw faulty([{ pointer: '/rules', message: `is an array of at most ${OVERRIDES_MAX} rules` }])
  }
  const changes = entries.map((entry: unknown, i) => readEntry(entry, `/rules/${i}`, base, faults))
  const own: Rule[] = []
  const confirmations = new Map<string, Rule>()
  const given = new Set<string>()
  for (const [i, change] of changes.entries()) {
    if (change === undefined) continue
    const rules = 'rule' in change ? [change.rule] : change.confirm
    for (const rule of rules) {
      const version = versionOf(rule)
      if (given.has(version)) faults.push({ pointer: `/rules/${i}`, message: `gives ${version} a second time` })
      given.add(version)
      if ('rule' in change) own.push(rule)
      else confirmations.set(version, confirmed(rule, change.status, change.source))
    }
  }
  if (faults.length > 0) throw faulty(faults)
  return laidOver(
    base.map((rule) => confirmations.get(versionOf(rule)) ?? rule),
    own,
  )
}

/**
 * Does an entry confirm a version that is not among the rules? One that an older release shipped may be gone from this one:
 * then there is nothing to confirm.
 */
export function confirmsNothing(base: readonly Rule[], entry: Record<string, unknown>): boolean {
  const { ruleId, validFrom, value } = entry
  if (value !== undefined) return false
  return !base.some((rule) => rule.ruleId === ruleId && (validFrom === undefined || rule.validFrom === validFrom))
}

/** The packs with the agency's own rules, from the parsed file that LAW_RULES names; undefined: the packs alone. */
export function rulesWith(overrides: unknown): readonly Rule[] {
  if (overrides === undefined) return PACKS
  // Rules that an act with a start changes may be confirmed and replaced like the shipped ones.
  return mergeRules(withRegimes(PACKS, regimeTimes(entriesOf(overrides) ?? [])), overrides)
}

function entriesOf(overrides: unknown): unknown[] | undefined {
  const entries = (overrides as { rules?: unknown } | null)?.rules
  return Array.isArray(entries) ? entries : undefined
}

function confirmed(rule: Rule, status: RuleStatus, source: string | undefined): Rule {
  return { ...rule, status, source: source === undefined ? rule.source : `${rule.source}; confirmed: ${source}` }
}

function readEntry(entry: unknown, pointer: string, base: readonly Rule[], faults: Fault[]): Change | undefined {
  const before = faults.length
  const fault = (name: string, message: string) => faults.push({ pointer: `${pointer}${name}`, message })
  const fields = typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>) : {}
  const { ruleId, validFrom, validTo = null, value, source, status, timesUnit } = fields
  const parts = typeof ruleId === 'string' ? partsOf(ruleId) : undefined
  const topic = parts === undefined ? undefined : topicOf(parts.topic)
  if (typeof ruleId !== 'string' || parts === undefined || topic === undefined) {
    fault(
      '/ruleId',
      'is the id of a rule, such as FI.REFERENCE_RATE or FI.CONSUMER.DEMAND_FEE: "saatava law rules" lists them',
    )
    return undefined
  }
  if (validFrom !== undefined && !isDate(validFrom)) fault('/validFrom', 'is a date such as 2026-07-01')
  if (validTo !== null && !isDate(validTo)) fault('/validTo', 'is a date such as 2026-12-31, or null')
  if (status !== undefined && status !== 'verified' && status !== 'unverified')
    fault('/status', 'is verified or unverified')
  if (source !== undefined && !isSource(source)) fault('/source', 'says where the value stands')
  if (timesUnit !== undefined && !isUnitDay(timesUnit)) fault('/timesUnit', `is one of ${UNIT_DAYS.join(', ')}`)
  const own = status === 'unverified' ? 'unverified' : 'verified'
  if (value === undefined) {
    if (status === undefined) fault('', 'has a value, or a status that confirms the rule as it is')
    const confirm = base.filter(
      (rule) => rule.ruleId === ruleId && (validFrom === undefined || rule.validFrom === validFrom),
    )
    if (confirm.length === 0) fault('', `confirms a rule that is not there: ${versionsOf(ruleId, base)}`)
    return faults.length > before ? undefined : { confirm, status: own, source: isSource(source) ? source : undefined }
  }
  const read = readValue(value, topic)
  if (typeof read === 'string') fault('/value', read)
  else if ('currency' in read && read.currency !== CURRENCY_OF[parts.country]) {
    fault('/value/currency', `is ${CURRENCY_OF[parts.country]}, the currency of ${parts.country}’s rules`)
  }
  if (!isDate(validFrom)) {
    if (validFrom === undefined) fault('/validFrom', 'is a date such as 2026-07-01')
  } else if (isDate(validTo) && validTo < validFrom) fault('/validTo', 'is not before validFrom')
  if (source === undefined) fault('/source', 'says where the value stands')
  if (faults.length > before || typeof read === 'string' || !isDate(validFrom) || !isSource(source)) return undefined
  const { country, debtorType } = parts
  const until = isDate(validTo) ? validTo : null
  const rule: Rule = { ruleId, country, debtorType, validFrom, validTo: until, value: read, source, status: own }
  const follows = followedBy(ruleId, base)
  return { rule: { ...rule, ...omitUndefined({ follows, timesUnit: isUnitDay(timesUnit) ? timesUnit : undefined }) } }
}

/** A version goes by the same day as the others of its rule; a new rule by that of its topic. */
function followedBy(ruleId: string, base: readonly Rule[]): Rule['follows'] {
  const { country, topic } = partsOf(ruleId) ?? {}
  const same =
    base.find((rule) => rule.ruleId === ruleId) ??
    base.find((rule) => rule.country === country && partsOf(rule.ruleId)?.topic === topic)
  return same?.follows
}

function isUnitDay(value: unknown): value is UnitDay {
  return UNIT_DAYS.some((day) => day === value)
}

function versionOf({ ruleId, validFrom }: Rule): string {
  return `${ruleId} of ${validFrom}`
}

function versionsOf(ruleId: string, base: readonly Rule[]): string {
  const known = base.filter((rule) => rule.ruleId === ruleId).map(({ validFrom }) => validFrom)
  return known.length === 0 ? `${ruleId} has no value here, so give it one` : `${ruleId} begins on ${known.join(', ')}`
}

function isDate(value: unknown): value is string {
  return typeof value === 'string' && isCivilDate(value)
}

function isSource(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= SOURCE_CHARACTERS_MAX
}

function faulty(faults: Fault[]): LawError {
  const list = faults.map(({ pointer, message }) => `${pointer} ${message}`).join('; ')
  return new LawError('RULES', `The rules cannot be used: ${list}.`, { faults })
}
