/**
 * Takes the steps that are due, a batch of cases in one transaction: locked, decided by policy and law, and written with
 * interest, fees, letters, events and the next date. Any number of workers may do this at once; one that dies in between
 * leaves its cases as they were, and the step's own key sees to it that none is taken twice.
 */
import { clientFundsAccounts } from '../../agency/read-agency.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import { collectorOf } from '../agency.ts'
import { suspendUnreachable } from '../letters/reachable.ts'
import { type Taken, decideAll } from './decide-all.ts'
import { endOrHold } from './end-or-hold.ts'
import { moveOn } from './move-on.ts'
import { lockDueCases } from './queries.ts'
import { remindCreditors } from './remind-creditors.ts'
import { takeSteps } from './take-steps.ts'

export const STEPS_AT_ONCE_MAX = 500
/** How many batches a process works on at a time: while the database writes one, the other is decided. */
export const STEP_LANES = 2

/** @returns how many cases were looked at; STEPS_AT_ONCE_MAX means that there may be more */
export async function takeDueSteps(ctx: Ctx): Promise<number> {
  const { pool, clock } = ctx.platform
  return withTransaction(pool, async (tx) => {
    const at = clock.now()
    const cases = await lockDueCases(tx, at, STEPS_AT_ONCE_MAX, await currenciesOfLetters(ctx, tx))
    if (cases.length === 0) return 0
    const decided = await decideAll(ctx, tx, cases, at)
    const taken = decided.filter((one): one is Taken => one.decision.kind === 'TAKE')
    const unreachable = await takeSteps(ctx, tx, taken, at)
    const moving = decided.filter((one) => !unreachable.has(one))
    await moveOn(tx, moving, at)
    await endOrHold(ctx, tx, moving, at)
    await remindCreditors(ctx, tx, moving, at)
    for (const { case: of } of unreachable) await suspendUnreachable(ctx, tx, of, at)
    return cases.length
  })
}

/**
 * While letters could not say who collects, or to which account one pays in a currency, the steps that send one stay due.
 * @returns the currencies in which letters can be sent
 */
async function currenciesOfLetters({ platform }: Ctx, tx: Tx): Promise<string[]> {
  if ((await collectorOf(platform, tx)) === undefined) return []
  const accounts = await clientFundsAccounts(platform, tx)
  return [...new Set(accounts.map(({ currency }) => currency))]
}
