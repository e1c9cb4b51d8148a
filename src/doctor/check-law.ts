import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { lawOf } from '../agency/law-of.ts'
import { listPolicyRows } from '../dunning/policies/queries.ts'
import { READY_MADE } from '../dunning/policies/ready-made.ts'
import type { Policy } from '../claims/policy.ts'
import { COUNTRIES, type Country, type Rule, isCountry } from '@saatava/law/rule.ts'
import type { Platform } from '../platform/context.ts'
import { type Check, fail, ok, warn } from './check.ts'
import { type LawStop, lawStop } from './law-stop.ts'
import { countriesOfClients } from './queries.ts'

const POLICIES_MAX = 1_000
const DEBTORS = { CONSUMER: 'Consumers', BUSINESS: 'Businesses' } as const

/** One check for each country: how many rules nobody has confirmed, and what that stops. */
export async function checkLaw(platform: Platform): Promise<Check[]> {
  const { rules } = await lawOf(platform)
  const stored = await listPolicyRows(platform.pool, POLICIES_MAX)
  const policies = stored.length === 0 ? READY_MADE : stored
  const served = await countriesOfClients(platform.pool)
  const checks = COUNTRIES.map((country) => {
    const today = civilDateAt(platform.clock.now(), timeZoneOf(country))
    const own = policies.filter((policy) => policy.country === country && isCountry(policy.country))
    const stops = own.map((policy) => ({ policy, stop: lawStop(policy, rules, today) }))
    return { country, stops, ...checkOf(country, rules, stops, platform.config.environment, served.includes(country)) }
  })
  const nothing = checks.every(({ stops }) => stops.length > 0 && stops.every(({ stop }) => stop.isFirst))
  const production = platform.config.environment === 'production'
  return checks.map(({ country: _country, stops: _stops, ...check }) =>
    production && nothing
      ? { ...check, state: 'FAIL', stopsCollection: 'the law rules for a first step are unconfirmed in every country' }
      : check,
  )
}

interface Stopped {
  policy: Policy
  stop: LawStop
}

function checkOf(
  country: Country,
  rules: readonly Rule[],
  stops: Stopped[],
  environment: string,
  isServed: boolean,
): Check {
  const name = `law ${country}`
  const own = rules.filter((rule) => rule.country === country)
  const open = own.filter(({ status }) => status !== 'verified').length
  const count =
    open === 0 ? `All ${own.length} rules are confirmed.` : `${open} of ${own.length} rules are unconfirmed.`
  const stopped = stops.filter(({ stop }) => stop.step !== null || stop.allocationRuleId !== null)
  if (stopped.length === 0) return ok(name, open === 0 ? count : `${count} No policy uses them.`)
  const effect = stopped.map(effectOf).join(' ')
  if (environment !== 'production')
    return ok(name, `${count} This installation uses them anyway. In production: ${effect}`)
  const missing = stopped.find(({ stop }) => stop.isMissing)
  const advice =
    open > 0
      ? `Read the sources and confirm: saatava law confirm --country ${country} --as "N. N."`
      : `Add the missing rules to a file and store it: saatava law confirm --file rules.json --as "N. N." --yes (saatava law rules --json shows the format${missing === undefined ? '' : ` of ${missing.stop.ruleId}`}).`
  return isServed ? fail(name, `${count} ${effect}`, advice) : warn(name, `${count} ${effect}`, advice)
}

function effectOf({ policy, stop }: Stopped): string {
  const own = policy.policyId === `${policy.country}-${policy.debtorType}` ? '' : ` by policy ${policy.policyId}`
  const effects = [
    ...(stop.step === null ? [] : [stepEffect(stop.step, stop.isFirst)]),
    ...(stop.allocationRuleId === null ? [] : ['no payment is allocated unless the contract agrees on the order']),
  ]
  const first = stop.ruleId ?? stop.allocationRuleId
  const rules = stop.isMissing
    ? `${first} has no version for today${stop.needs.length > 0 ? `; ${stop.needs.length} to confirm` : ''}`
    : `${first}${stop.needs.length > 1 ? `, ${stop.needs.length} rules to confirm` : ''}`
  return `${DEBTORS[policy.debtorType]}${own}: ${effects.join(', ')} (${rules}).`
}

function stepEffect(step: string, isFirst: boolean): string {
  const noun = step.toLowerCase().replaceAll('_', ' ')
  return isFirst ? `no ${noun} will be sent` : `collection stops before ${noun}`
}
