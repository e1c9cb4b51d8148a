import { minorToNumber } from '@saatava/core/money.ts'
import { UUID } from '@saatava/core/ids.ts'
import type { ClientCtx } from '../../platform/context.ts'
import { invalid } from '../../platform/errors.ts'
import { type ListedPlanRow, type PlanPlace, selectPlansIn } from './list-queries.ts'
import type { PlanState } from './states.ts'

/** The order of the list: broken plans first, because a person decides what follows. */
export const LISTED_STATES: readonly PlanState[] = ['BROKEN', 'ACTIVE', 'OFFERED', 'COMPLETED', 'CANCELLED']
const UNFINISHED: readonly PlanState[] = ['BROKEN', 'ACTIVE', 'OFFERED']

export interface ListedPlan extends Omit<ListedPlanRow, 'fee' | 'changedAt' | 'instalments'> {
  /** Major units. */
  feeAmount: number
  instalments: { number: number; dueDate: string; amount: number; paidAmount: number }[]
}

export interface PlansQuery {
  /** Plans of this state alone; without it the plans of open cases that are broken, under way or offered. */
  state?: PlanState
  /** Plans of every state. */
  all?: boolean
  limit: number
  after?: string
}

interface Place extends PlanPlace {
  state: PlanState
}

const END = { changedAt: 'infinity', planId: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }

/** Lists plans, the broken ones first, and those that changed last first in each state. @throws AppError INVALID a wrong cursor */
export async function listPlans(
  { clientId, platform }: ClientCtx,
  { state, all = false, limit, after }: PlansQuery,
): Promise<{ rows: ListedPlan[]; next: string | undefined }> {
  const states = state === undefined ? (all ? LISTED_STATES : UNFINISHED) : [state]
  const place = after === undefined ? undefined : placeIn(after)
  const from = place === undefined ? 0 : Math.max(states.indexOf(place.state), 0)
  const found: ListedPlanRow[] = []
  for (const [i, one] of states.slice(from).entries()) {
    if (found.length > limit) break
    const page = { ofOpen: state === undefined && !all, limit: limit + 1 - found.length }
    found.push(
      ...(await selectPlansIn(platform.pool, clientId, one, {
        ...page,
        after: i === 0 && place !== undefined ? place : END,
      })),
    )
  }
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows: rows.map(present), next: last && cursorOf(last) }
}

/** Counts the plans up to a limit. */
export async function countPlans(
  ctx: ClientCtx,
  query: Omit<PlansQuery, 'limit' | 'after'>,
  max: number,
): Promise<number> {
  return (await listPlans(ctx, { ...query, limit: max })).rows.length
}

function present({ fee, instalments, changedAt: _changedAt, ...plan }: ListedPlanRow): ListedPlan {
  return {
    ...plan,
    feeAmount: minorToNumber(BigInt(fee)),
    instalments: instalments.map(({ number, dueDate, amount, paid }) => ({
      ...{ number, dueDate, amount: minorToNumber(BigInt(amount)), paidAmount: minorToNumber(BigInt(paid)) },
    })),
  }
}

function cursorOf({ state, changedAt, planId }: ListedPlanRow): string {
  return `${state}~${changedAt.replace(' ', 'T')}~${planId}`
}

function placeIn(cursor: string): Place {
  const [state, changedAt = '', planId = ''] = cursor.split('~')
  const known = LISTED_STATES.find((one) => one === state)
  if (known !== undefined && /^\d{4}-\d\d-\d\dT[\d:.+-]{8,24}$/.test(changedAt) && UUID.test(planId))
    return { state: known, changedAt, planId }
  throw invalid([{ pointer: '?after', code: 'WRONG_FORM', message: 'is no cursor of this list', received: cursor }])
}
