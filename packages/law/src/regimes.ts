/**
 * Regimes: sets of rules of an act that has been adopted and is not in force yet. A person of the agency says when it begins; until
 * then none of its rules holds. Its start is a rule itself, "NO.ACT_2026_19" of the day, so that it is confirmed, replaced and
 * recorded as other rules are.
 */
import type { Regime } from './regime.ts'
import { type CivilDate, isCivilDate } from '@saatava/core/dates.ts'
import type { Rule } from './rule.ts'
import { NO_ACT_2026_19 } from './packs/no-act-2026-19.ts'
import { laidOver } from './versions.ts'

export const REGIMES: readonly Regime[] = [NO_ACT_2026_19]

export interface RegimeTime {
  regime: Regime
  validFrom: CivilDate
  validTo: CivilDate | null
}

/** The times of regimes that entries of the agency's give. Entries that are no dates are left to those who check them. */
export function regimeTimes(entries: readonly unknown[]): RegimeTime[] {
  return entries.flatMap((entry) => {
    const { ruleId, validFrom, validTo = null } = (entry ?? {}) as Record<string, unknown>
    const regime = REGIMES.find(({ id }) => id === ruleId)
    if (regime === undefined || typeof validFrom !== 'string' || !isCivilDate(validFrom)) return []
    return [{ regime, validFrom, validTo: typeof validTo === 'string' ? validTo : null }]
  })
}

/** The packs with the regimes that have a start, each over the rules that it replaces. */
export function withRegimes(base: readonly Rule[], times: readonly RegimeTime[]): readonly Rule[] {
  if (times.length === 0) return base
  return laidOver(
    base,
    times.flatMap(({ regime, validFrom, validTo }) => regime.rules.map((rule) => ({ ...rule, validFrom, validTo }))),
  )
}

export interface RegimeState {
  /** The civil date on which it comes into force; null while none is set. */
  startsOn: CivilDate | null
  /** The ids of its country's rules that begin on that day and that nobody has confirmed. */
  unconfirmed: string[]
}

/** How a regime stands among the rules of the agency. @param rules the packs with what the agency has laid over them */
export function regimeState({ id, country }: Regime, rules: readonly Rule[]): RegimeState {
  const startsOn = rules.find(({ ruleId }) => ruleId === id)?.validFrom ?? null
  const open = rules.filter(
    (rule) => rule.country === country && rule.validFrom === startsOn && rule.status === 'unverified',
  )
  return { startsOn, unconfirmed: open.map(({ ruleId }) => ruleId) }
}
