/** Checks the coming changes of law rules: rules that end without a successor, and acts whose day is set or is not. */
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { lawOf } from '../agency/law-of.ts'
import { ENDING_DAYS, endingRules } from '@saatava/law/ending.ts'
import { REGIMES, regimeState } from '@saatava/law/regimes.ts'
import type { Platform } from '../platform/context.ts'
import { type Check, ok, warn } from './check.ts'

export async function checkLawTimes(platform: Platform): Promise<Check[]> {
  const { rules } = await lawOf(platform)
  const todayOf = (country: string) => civilDateAt(platform.clock.now(), timeZoneOf(country))
  return [...endings(rules, todayOf), ...acts(rules, todayOf)]
}

type Rules = Parameters<typeof endingRules>[0]

function endings(rules: Rules, todayOf: (country: string) => string): Check[] {
  const byCountry = Map.groupBy(endingRules(rules, todayOf), ({ country }) => country)
  return [...byCountry].map(([country, ending]) => {
    const named = ending.map(({ ruleId, validTo }) => `${ruleId} on ${validTo}`).join(', ')
    return warn(
      `law ${country} ends`,
      `${ending.length === 1 ? 'A rule ends' : `${ending.length} rules end`} within ${ENDING_DAYS} days and no other follows: ${named}.`,
      'Update Saatava, or add the new version: saatava law confirm --file rules.json --as "N. N."',
    )
  })
}

function acts(rules: Rules, todayOf: (country: string) => string): Check[] {
  return REGIMES.map((regime) => {
    const { id, country, name } = regime
    const check = `law ${id}`
    const { startsOn, unconfirmed } = regimeState(regime, rules)
    if (startsOn === null) return ok(check, `The ${name} is prepared; no day is set on which it comes into force.`)
    const when = `The ${name} ${startsOn <= todayOf(country) ? 'is in force since' : 'comes into force on'} ${startsOn}`
    if (unconfirmed.length === 0) return ok(check, `${when}; its rules are confirmed.`)
    return warn(
      check,
      `${when}; ${unconfirmed.length} of its rules are unconfirmed: ${unconfirmed.join(', ')}.`,
      `Read the act and confirm: saatava law confirm --country ${country} --as "N. N."`,
    )
  })
}
