/**
 * Takes the steps that are due, a batch of cases in one transaction: locked, decided by policy and law, and written with
 * interest, fees, letters, events and the next date. Any number of workers may do this at once; one that dies in between
 * leaves its cases as they were, and the step's own key sees to it that none is taken twice.
 */
import { clientFundsAccounts } from '../../agency/read-agency.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Queryable, type Tx, isDatabaseUnavailable, isDeadlock, withTransaction } from '../../platform/database.ts'
import { type WorkQueue, handleEach } from '../../platform/queue/retry.ts'
import { collectorOf } from '../../claims/agency.ts'
import { suspendUnreachable } from '../letters/reachable.ts'
import type { CaseKey } from '../../claims/queries.ts'
import { postponeLook } from '../../claims/update-queries.ts'
import { type Taken, decideAll } from './decide-all.ts'
import { endOrHold } from './end-or-hold.ts'
import { advanceDecided } from './advance-decided.ts'
import { type Batch, clientsWithSteps, lockDueCases } from './queries.ts'
import { remindCreditors } from './remind-creditors.ts'
import { takeSteps } from './take-steps.ts'

const STEPS_AT_ONCE_MAX = 500
/** How many batches a process works on at a time: while the database writes one, the other is decided. */
export const STEP_LANES = 2

const CASE_STEPS: WorkQueue<CaseKey> = {
  name: 'steps to take',
  subjectOf: ({ caseId }) => `case:${caseId}`,
  postpone: postponeLook,
}

/** @returns how many cases were looked at; STEPS_AT_ONCE_MAX means that there may be more */
export async function takeDueSteps(ctx: Ctx, limit = STEPS_AT_ONCE_MAX): Promise<number> {
  const { pool, clock } = ctx.platform
  const currencies = await currenciesOfLetters(ctx, pool)
  const clientIds = await clientsWithSteps(pool, clock.now(), limit, currencies)
  if (clientIds.length === 0) return 0
  const batch = { limit, currencies, clientIds }
  try {
    return await withTransaction(pool, (tx) => takeBatch(ctx, tx, batch))
  } catch (error) {
    if (isDatabaseUnavailable(error) || isDeadlock(error)) throw error
    ctx.log.warn({ err: error }, 'the steps of a batch of cases are taken one by one')
    const keys = await withTransaction(pool, (tx) => lockDueCases(tx, clock.now(), batch))
    return handleEach(ctx, CASE_STEPS, { keys, batchMax: limit }, (only) =>
      withTransaction(pool, async (tx) => {
        const one = { limit: 1, currencies, clientIds: [only.clientId], only }
        return (await takeBatch(ctx, tx, one)) > 0
      }),
    )
  }
}

async function takeBatch(ctx: Ctx, tx: Tx, batch: Batch): Promise<number> {
  const at = ctx.platform.clock.now()
  const cases = await lockDueCases(tx, at, batch)
  if (cases.length === 0) return 0
  const decided = await decideAll(ctx, tx, cases, at)
  const taken = decided.filter((one): one is Taken => one.decision.kind === 'TAKE')
  const unreachable = await takeSteps(ctx, tx, taken, at)
  const moving = decided.filter((one) => !unreachable.has(one))
  await advanceDecided(tx, moving, at)
  await endOrHold(ctx, tx, moving, at)
  await remindCreditors(ctx, tx, moving, at)
  for (const { case: debt } of unreachable) await suspendUnreachable(ctx, tx, debt, at)
  return cases.length
}

/**
 * While letters could not say who collects, or to which account one pays in a currency, the steps that send one stay due.
 * @returns the currencies in which letters can be sent
 */
async function currenciesOfLetters({ platform }: Ctx, db: Queryable): Promise<string[]> {
  if ((await collectorOf(platform, db)) === undefined) return []
  const accounts = await clientFundsAccounts(platform, db)
  return [...new Set(accounts.map(({ currency }) => currency))]
}
