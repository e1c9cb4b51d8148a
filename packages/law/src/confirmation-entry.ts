import { PACKS } from './packs/index.ts'
import type { Rule } from './rule.ts'
import { valueJson } from './value-json.ts'

/** An entry that confirms one version of a rule as it ships, or repeats one that the agency has written, as verified. */
export function confirmationEntry(rule: Rule): Record<string, unknown> {
  const { ruleId, validFrom, validTo, source } = rule
  const ships = PACKS.some((one) => one.ruleId === ruleId && one.validFrom === validFrom)
  if (ships) return { ruleId, validFrom, status: 'verified' }
  return { ruleId, validFrom, validTo, value: valueJson(rule.value), source, status: 'verified' }
}
