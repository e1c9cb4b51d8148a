/**
 *   OFFERED ──▶ ACTIVE ──▶ COMPLETED        accepted by the first payment; completed when nothing is left
 *      │          └──────▶ BROKEN           an instalment was missed
 *      └──▶ CANCELLED                       not accepted in time, or something else has ended it (ACTIVE too)
 */
export type PlanState = 'OFFERED' | 'ACTIVE' | 'COMPLETED' | 'BROKEN' | 'CANCELLED'

export const PLAN_TRANSITIONS: Record<PlanState, readonly PlanState[]> = {
  OFFERED: ['ACTIVE', 'CANCELLED'],
  ACTIVE: ['COMPLETED', 'BROKEN', 'CANCELLED'],
  COMPLETED: [],
  BROKEN: [],
  CANCELLED: [],
}
