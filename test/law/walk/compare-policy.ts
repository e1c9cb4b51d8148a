/** Compares the policies that the law accepts when they are saved, and the list of steps that may be charged. */
import { lawfulPolicy } from '@saatava/law/lawful-policy.ts'
import type { Law } from '@saatava/law/law.ts'
import { feeSteps } from '@saatava/law/fee-steps.ts'
import { kindOf } from '@saatava/law/steps.ts'
import { plus } from '../model/calendar.ts'
import { MODELS } from '../model/index.ts'
import type { Act, ActKind, Day, Debt, Minor } from '../model/shape.ts'
import { claimOf } from './ask.ts'
import type { Dice } from './dice.ts'
import { Disagreement, shown } from './disagreement.ts'
import { NEWEST } from './generate.ts'

interface Step {
  kind: 'REMINDER' | 'DEMAND'
  offset: number
  /** Undefined: the most. */
  fee: Minor | undefined
  term: number | undefined
}

/** @throws Disagreement */
export function comparePolicy(generated: Debt, dice: Dice, law: Law): void {
  // A policy is mostly saved for claims to come.
  const debt = dice.percent(40) ? { ...generated, due: plus(NEWEST, dice.between(0, 150)) } : generated
  const model = MODELS[debt.land]
  if (debt.due < model.begins) return
  const steps = Array.from(
    { length: dice.between(1, 5) },
    (_, i): Step => ({
      kind: i < dice.between(0, 3) ? 'REMINDER' : 'DEMAND',
      offset: dice.pick([1, 8, 9, 10, 11, 13, 14, 14, 15, 15, 16, 28]),
      fee: dice.percent(60) ? undefined : BigInt(dice.pick([0, 0, 500, 1_200, 3_500, 3_800, 6_000, 10_000])),
      term: dice.pick([undefined, undefined, 7, 7, 7, 8, 9, 9, 10, 13, 13, 14, 15]),
    }),
  )
  const plain: Debt = {
    ...debt,
    firstDue: debt.due,
    sent: undefined,
    arose: undefined,
    deductsVat: true,
    reminderAgreed: undefined,
    limited: false,
    creditorCosts: 0n,
    otherReminders: 0,
    instalments: undefined,
    stopped: undefined,
    rightMayBeLost: false,
    barredFrom: undefined,
  }
  const wrong = new Set<number>()
  let sure = steps.length
  for (const capital of [1n, ...model.bounds.flatMap((bound) => [bound, bound + 1n])]) {
    sure = Math.min(sure, tried(steps, { ...plain, capital }, wrong))
  }
  const found = lawfulPolicy(
    steps.map(({ kind, offset, fee, term }) => ({
      step: kind,
      offsetDays: offset,
      ...(fee === undefined ? {} : { fee }),
      ...(term === undefined ? {} : { payWithinDays: term }),
    })),
    {
      country: debt.land,
      debtorType: debt.debtor,
      due: debt.due,
      directlyEnforceable: debt.enforceable,
      professional: debt.collector,
    },
    law,
  )
  const named = new Set(found.map(({ step }) => step))
  for (let i = 0; i < sure; i += 1) {
    if (wrong.has(i) === named.has(i)) continue
    throw new Disagreement(
      `policy due ${debt.due} ${shown({ land: debt.land, debtor: debt.debtor, enforceable: debt.enforceable, collector: debt.collector })}: step ${i} is ${wrong.has(i) ? 'unlawful' : 'lawful'} to the model; ${shown(steps)}; law ${shown(found)}`,
    )
  }
}

/** The policy's life at one capital. @returns the first step about which the model leaves something open */
function tried(steps: readonly Step[], debt: Debt, wrong: Set<number>): number {
  const model = MODELS[debt.land]
  const acts: Act[] = []
  let day = debt.due
  for (const [i, { kind, offset, fee, term }] of steps.entries()) {
    day = plus(day, offset)
    const verdict = model.step(debt, acts, kind, day)
    if (verdict.may === 'OPEN' || (verdict.may === 'UNKNOWN' && fee === 0n)) return i
    // A letter that costs nothing needs only to be allowed at all.
    const most = verdict.may === 'CHARGE' ? verdict.most : undefined
    if (verdict.may === 'NOT' || (most === undefined && fee !== 0n)) {
      wrong.add(i)
      continue
    }
    const asked = fee ?? most ?? 0n
    if (most !== undefined && asked > most) wrong.add(i)
    const named = kind === 'DEMAND' ? 'DEMAND' : before(steps[i + 1], fee)
    const least = named === undefined ? undefined : model.term(named)
    // A term that is too short is named once, and not by every step that waits for it.
    const isShort = least !== undefined && term !== undefined && term < least
    if (isShort) wrong.add(i)
    const charged = most !== undefined && asked < most ? asked : (most ?? 0n)
    acts.push({
      kind,
      day,
      charged,
      payBy: term === undefined || isShort ? undefined : plus(day, term),
      byCreditor: false,
    })
  }
  return steps.length
}

/**
 * Returns the role of a reminder for the letter that follows it: its notice, or a charged one before another that is
 * charged.
 */
function before(next: Step | undefined, fee: Minor | undefined): 'NOTICE' | 'REMINDER' | undefined {
  if (next === undefined) return undefined
  if (next.kind === 'DEMAND') return 'NOTICE'
  return fee === 0n || next.fee === 0n ? undefined : 'REMINDER'
}

const CHAIN: readonly ActKind[] = ['REMINDER', 'DEMAND']

/** Each letter of the list costs what it says on the day that it says, and nothing the day before. @throws Disagreement */
export function compareFeeSteps(debt: Debt, law: Law): void {
  const model = MODELS[debt.land]
  if (debt.firstDue < model.begins) return
  const acts: Act[] = []
  let last: Day = debt.due
  for (const { step, earliest, most } of feeSteps(claimOf(debt), law)) {
    const kind = kindOf(step)
    if (!CHAIN.includes(kind) || earliest === null || most === null) return
    const verdict = model.step(debt, acts, kind, earliest)
    const before = plus(earliest, -1)
    const sooner = before >= last ? model.step(debt, acts, kind, before) : undefined
    const about = `list of steps of ${shown(debt)}: ${step} on ${earliest} for ${most}`
    if (verdict.may === 'OPEN' || sooner?.may === 'OPEN') return
    if (verdict.may === 'NOT' || (verdict.may === 'CHARGE' ? verdict.most : 0n) !== most) {
      throw new Disagreement(`${about}; model ${shown(verdict)}`)
    }
    if (sooner?.may === 'CHARGE' && most > 0n) throw new Disagreement(`${about}; the day before ${shown(sooner)}`)
    acts.push({ kind, day: earliest, charged: most, payBy: undefined, byCreditor: false })
    last = earliest
  }
}
