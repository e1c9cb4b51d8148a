/** Lets the scenario debtors of a sandbox act by its clock, each step on its day. */
import { type CivilDate, addDays, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { type Platform, clientCtx } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { type Looks, startWorkLoop } from '../../platform/work-loop.ts'
import { type Means, act } from './act.ts'
import { type Day, type DueDebtor, advance, enrol, takeDue } from './queries.ts'
import { type Step, scenarioOf } from './scenarios.ts'

const POLL_MS = 1_000
const DEBTORS_AT_ONCE = 200
const COUNTRIES = ['FI', 'SE', 'NO', 'DK']

export interface ScenarioDebtors extends Looks {
  wake(): void
  /** All that debtors have to do by the clock. @returns whether there was anything */
  turn(): Promise<boolean>
  stop(): Promise<void>
}

export function startScenarioDebtors(platform: Platform, means: Means): ScenarioDebtors {
  const log = platform.log.child({ part: 'scenario debtors' })
  let last: Promise<unknown> = Promise.resolve()
  const turn = () => {
    const next = last.then(() => actAll(platform, means))
    last = next.catch(() => undefined)
    return next
  }
  const loop = startWorkLoop({
    name: 'scenario debtors',
    log,
    pollMs: POLL_MS,
    work: async () => (await turn()) && false,
  })
  return { ...loop, turn }
}

async function actAll(platform: Platform, means: Means): Promise<boolean> {
  const { pool, clock } = platform
  const now = clock.now()
  const days = COUNTRIES.map((country): Day => {
    const today = civilDateAt(now, timeZoneOf(country))
    return { country, today, tomorrow: addDays(today, 1) }
  })
  await enrol(pool, days, DEBTORS_AT_ONCE)
  let acted = false
  for (const debtor of await takeDue(pool, days, DEBTORS_AT_ONCE)) {
    const today = days.find(({ country }) => country === debtor.country)?.today
    if (today !== undefined && (await step(platform, debtor, today, means))) acted = true
  }
  return acted
}

/** @returns whether the debtor did something */
async function step(platform: Platform, debtor: DueDebtor, today: CivilDate, means: Means): Promise<boolean> {
  const steps = scenarioOf(debtor.scenario)?.steps ?? []
  const now = steps[debtor.step]
  if (now === undefined) {
    await advance(platform.pool, debtor, null)
    return false
  }
  const due = dueDay(debtor, now)
  if (due === undefined || due > today) return false
  const { clientId, caseId, scenario } = debtor
  const log = platform.log.child({ part: 'scenario debtors', clientId, caseId, scenario, deed: now.deed })
  const ctx = clientCtx({ platform, log, requestId: 'worker', actor: 'system:scenario-debtors' }, clientId)
  try {
    await act(ctx, debtor, { deed: now.deed, today }, means)
    log.info('a scenario debtor acted')
  } catch (error) {
    // The case does not allow it any more, for example because a person closed it: the debtor goes on.
    if (!(error instanceof AppError) || error.code === 'UNAVAILABLE') {
      log.error({ err: error }, 'a scenario debtor tries again on the next day')
      return false
    }
    log.warn({ err: error }, 'a scenario debtor could not act')
  }
  const next = steps[debtor.step + 1]
  await advance(platform.pool, debtor, next === undefined ? null : lookOn(next, today))
  return true
}

/** PREVIOUS: the day has come when the debtor looks, by lookOn. */
function dueDay(debtor: DueDebtor, { after, days }: Step): string | undefined {
  switch (after) {
    case 'OPENED':
      return addDays(civilDateAt(debtor.openedAt, timeZoneOf(debtor.country)), days)
    case 'DUE':
      return addDays(debtor.dueDate, days)
    case 'FIRST_REMINDER':
      return debtor.firstReminderOn === null ? undefined : addDays(debtor.firstReminderOn, days)
    case 'FIRST_INSTALMENT':
      return debtor.firstInstalmentOn === null ? undefined : addDays(debtor.firstInstalmentOn, days)
    case 'PREVIOUS':
      return ''
    default:
      return after satisfies never
  }
}

function lookOn({ after, days }: Step, today: CivilDate): string {
  return after === 'PREVIOUS' ? addDays(today, days) : today
}
