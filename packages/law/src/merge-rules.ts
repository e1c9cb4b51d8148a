/**
 * The agency's own rules over those that ship: it confirms what is unverified, gives what is missing, and changes what it
 * knows better. Every wrong entry is named at once; nothing is taken over half.
 */
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { LawError } from './errors.ts'
import { PACKS } from './packs/index.ts'
import { CURRENCY_OF, type Rule, type RuleStatus, type RuleValue, partsOf } from './rule.ts'
import { regimeTimes, withRegimes } from './regimes.ts'
import { type FaultOf, type KnownRule, knownRule, readConfirmation, readRuleEntry, readVersion } from './rule-entry.ts'
import { readValue } from './value-json.ts'
import { laidOver } from './versions.ts'

const OVERRIDES_MAX = 5_000

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
  const fault: FaultOf = (place, message) => faults.push({ pointer: `${pointer}${place}`, message })
  const named = readRuleEntry(entry, fault)
  const known = named && knownRule(named.ruleId)
  if (known === undefined) return undefined
  if (named?.value === undefined) return confirmationIn(entry, base, fault)
  return versionIn(entry, known, valueIn(named.value, known, fault), base, fault)
}

function confirmationIn(entry: unknown, base: readonly Rule[], fault: FaultOf): Change | undefined {
  const read = readConfirmation(entry, fault)
  if (read === undefined) return undefined
  const { ruleId, validFrom, status, source } = read
  if (status === undefined) fault('', 'has a value, or a status that confirms the rule as it is')
  const confirm = base.filter(
    (rule) => rule.ruleId === ruleId && (validFrom === undefined || rule.validFrom === validFrom),
  )
  if (confirm.length === 0) fault('', `confirms a rule that is not there: ${versionsOf(ruleId, base)}`)
  return status === undefined || confirm.length === 0 ? undefined : { confirm, status, source }
}

function versionIn(
  entry: unknown,
  { country, debtorType }: KnownRule,
  value: RuleValue | undefined,
  base: readonly Rule[],
  fault: FaultOf,
): Change | undefined {
  const read = readVersion(entry, fault)
  if (read === undefined) return undefined
  const { ruleId, validFrom, validTo = null, source, status = 'verified', timesUnit } = read
  if (validTo !== null && validTo < validFrom) {
    fault('/validTo', 'is not before validFrom')
    return undefined
  }
  if (value === undefined) return undefined
  const rule: Rule = { ruleId, country, debtorType, validFrom, validTo, value, source, status }
  return { rule: { ...rule, ...omitUndefined({ follows: followedBy(ruleId, base), timesUnit }) } }
}

function valueIn(json: unknown, { country, topic }: KnownRule, fault: FaultOf): RuleValue | undefined {
  const value = readValue(json, topic)
  if (typeof value === 'string') {
    fault('/value', value)
    return undefined
  }
  if ('currency' in value && value.currency !== CURRENCY_OF[country]) {
    fault('/value/currency', `is ${CURRENCY_OF[country]}, the currency of ${country}’s rules`)
    return undefined
  }
  return value
}

/** A version goes by the same day as the others of its rule; a new rule by that of its topic. */
function followedBy(ruleId: string, base: readonly Rule[]): Rule['follows'] {
  const { country, topic } = partsOf(ruleId) ?? {}
  const same =
    base.find((rule) => rule.ruleId === ruleId) ??
    base.find((rule) => rule.country === country && partsOf(rule.ruleId)?.topic === topic)
  return same?.follows
}

function versionOf({ ruleId, validFrom }: Rule): string {
  return `${ruleId} of ${validFrom}`
}

function versionsOf(ruleId: string, base: readonly Rule[]): string {
  const known = base.filter((rule) => rule.ruleId === ruleId).map(({ validFrom }) => validFrom)
  return known.length === 0 ? `${ruleId} has no value here, so give it one` : `${ruleId} begins on ${known.join(', ')}`
}

function faulty(faults: Fault[]): LawError {
  const list = faults.map(({ pointer, message }) => `${pointer} ${message}`).join('; ')
  return new LawError('RULES', `The rules cannot be used: ${list}.`, { faults })
}
