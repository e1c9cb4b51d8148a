/**
 * Foresees the steps of a policy on a case when nothing comes between. Each step is decided by the engine's own rule
 * (engine/decide-step.ts) on its day, so the days and fees are those that the engine then takes.
 */
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import type { Law } from '@saatava/law/law.ts'
import { type StepTaken, nameOf, taken } from '@saatava/law/steps.ts'
import type { PolicyStep } from '../../claims/policy.ts'
import { type StepToTake, type Situation, decideStep } from '../engine/decide-step.ts'

/** A policy has 20 steps; each is looked at on few days. */
const LOOKS_MAX = 100

export interface ForeseenStep {
  kind: PolicyStep['kind']
  date: CivilDate
  /** Minor units. */
  fee: bigint
}

export interface Foreseen {
  steps: ForeseenStep[]
  /** The law gives no answer about a step, or forbids it: a person must see to the case then. */
  isStopped: boolean
}

/** @param from the day on which the case is looked at next; null: no step is left */
export function foreseeSteps(start: Omit<Situation, 'today'>, from: CivilDate | null, law: Law): Foreseen {
  const steps: ForeseenStep[] = []
  let situation = start
  let day = from
  for (let looks = 0; looks < LOOKS_MAX && day !== null; looks += 1) {
    const decision = decideStep({ ...situation, today: day }, law)
    switch (decision.kind) {
      case 'OVERDUE':
        situation = { ...situation, case: { ...situation.case, stage: 'OVERDUE' } }
        day = decision.nextDate
        break
      case 'WAIT':
        day = decision.nextDate
        break
      case 'TAKE':
        steps.push({ kind: decision.step.kind, date: day, fee: decision.fee })
        situation = after(situation, decision, day)
        day = decision.stage === 'CLOSED' || decision.step.kind === 'OFFER_LEGAL' ? null : decision.nextDate
        break
      case 'FORBIDDEN':
      case 'STUCK':
        return { steps, isStopped: true }
      case 'NOTHING_OWED':
      case 'AWAITS_APPROVAL':
      case 'DONE':
      case 'EXPIRED':
      case 'MARKED':
        return { steps, isStopped: false }
      default:
        return decision satisfies never
    }
  }
  return { steps, isStopped: false }
}

type Moment = Omit<Situation, 'today'>

function after(situation: Moment, { step, stage, fee }: StepToTake, day: CivilDate): Moment {
  const { case: debt, claim, history } = situation
  return {
    ...situation,
    case: { ...debt, stage, stepIndex: debt.stepIndex + 1 },
    claim: { ...claim, fees: claim.fees + fee },
    history: [...history, ...takenAs(step, day, fee, history)],
  }
}

function takenAs(
  { kind, payWithinDays }: PolicyStep,
  date: CivilDate,
  charged: bigint,
  history: readonly StepTaken[],
): StepTaken[] {
  if (kind !== 'REMINDER' && kind !== 'DEMAND') return []
  const ordinal = taken(history, kind).length + 1
  return [{ step: nameOf(kind, ordinal), date, charged, payBy: addDays(date, payWithinDays) }]
}
