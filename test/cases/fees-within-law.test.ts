/**
 * Every saved policy and every course of a case keeps its fees within the law, by tables that do not share the code's way
 * of thinking. The engine's decisions are taken here one after the other, without a database.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Case } from '../../src/claims/case.ts'
import { decideStep } from '../../src/dunning/engine/decide-step.ts'
import { lawClaim } from '../../src/claims/law-claim.ts'
import { policyViolations } from '../../src/dunning/policies/violations.ts'
import { READY_MADE } from '../../src/dunning/policies/ready-made.ts'
import type { Policy, PolicyStep } from '../../src/claims/policy.ts'
import { nextStepDate } from '../../src/claims/schedule.ts'
import { addDays } from '@saatava/core/dates.ts'
import { LawError } from '@saatava/law/errors.ts'
import { lawFor } from '@saatava/law/law.ts'
import { mayTake } from '@saatava/law/may-take.ts'
import { COUNTRIES, CURRENCY_OF, type Country, DEBTOR_TYPES, type DebtorType } from '@saatava/law/rule.ts'
import { type StepTaken, nameOf } from '@saatava/law/steps.ts'
import { type Charge, excesses } from '../support/fee-law.ts'

const LAW = lawFor('staging')
const RUNS = Number(process.env['LAW_RUNS'] ?? 300)

const steps = fc.array(
  fc.record<PolicyStep>({
    kind: fc.constantFrom('REMINDER', 'REMINDER', 'DEMAND', 'DEMAND', 'OFFER_LEGAL', 'SURVEILLANCE'),
    afterDays: fc.constantFrom(0, 1, 9, 10, 13, 14, 15, 21, 28, 43),
    fee: fc.oneof(fc.constantFrom<'MOST' | 'NONE'>('MOST', 'MOST', 'NONE'), fc.integer({ min: 0, max: 30_000 })),
    payWithinDays: fc.constantFrom(0, 7, 8, 10, 14),
  }),
  { minLength: 1, maxLength: 12 },
)

/** Events between two steps, after so many days in which nobody looked at the case. */
const happenings = fc.array(
  fc.record({
    days: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 45 })),
    what: fc.constantFrom('LOOK', 'LOOK', 'LOOK', 'PAY', 'REVERSE', 'PAUSE', 'OBJECT', 'DENY_PART', 'DUEDATE', 'PLAN'),
    size: fc.integer({ min: 1, max: 99 }),
  }),
  { minLength: 5, maxLength: 60 },
)

const lives = (country: Country, debtorType: DebtorType) =>
  fc.record({
    steps,
    happenings,
    // Near the edges of the tables, and anywhere.
    capital: fc.oneof(
      fc.constantFrom(100_00n, 100_01n, 500_00n, 1_000_00n, 1_000_01n, 2_500_01n, 10_000_01n, 250_000_01n),
      fc.bigInt({ min: 1n, max: 300_000_00n }),
    ),
    lead: fc.constantFrom(0, 13, 14, 30),
    creditorCosts: fc.constantFrom(0n, 0n, 10_00n, 55_00n),
    // Norway's tables change by the due date; Finland's of businesses are known since May 2022.
    due: fc
      .integer({ min: 0, max: 1_000 })
      .map((days) => addDays(country === 'NO' ? '2020-08-15' : '2022-05-01', days)),
    ofDebtor: fc.constant({ country, debtorType }),
  })
type Life = typeof lives extends (...args: never[]) => fc.Arbitrary<infer T> ? T : never

/** Returns the accepted part of a policy: steps that are refused are left out until none is. */
function accepted({ ofDebtor, steps, due }: Life): PolicyStep[] {
  const policy = (left: PolicyStep[]) => policyViolations({ ...ofDebtor, steps: left }, due, LAW)
  let left = steps
  for (let broken = policy(left); broken.length > 0; broken = policy(left))
    left = left.filter((_, i) => !broken.some(({ step }) => step === i))
  return left
}

/** A case as the engine sees it, and what was charged on it. */
class Lived {
  readonly charges: Charge[] = []
  readonly #history: StepTaken[] = []
  readonly #policy: Policy
  #of: Case
  readonly #costs: bigint
  #capital: bigint
  #paid = 0n
  #last: string | undefined
  today: string

  constructor({ ofDebtor, due, lead, capital, creditorCosts }: Life, steps: PolicyStep[]) {
    this.#policy = { ...ofDebtor, policyId: 'ANY', version: 1, name: 'Any', steps, letters: [] }
    const dates = { invoiceDate: addDays(due, -lead), dueDate: due, caseDueDate: due, nextDate: addDays(due, 1) }
    this.#of = {
      ...{ ...ofDebtor, ...dates, capital, currency: CURRENCY_OF[ofDebtor.country], stepIndex: 0, disputed: null },
      ...{ directlyEnforceable: false, creditorDeductsVat: true, creditorCosts, formerFees: 0n },
      ...{
        stage: 'INVOICED',
        status: 'OPEN',
        legalApprovedOn: null,
        openedAt: new Date(`${addDays(due, -lead)}T10:00:00Z`),
      },
    } as unknown as Case
    this.#capital = capital
    this.#costs = creditorCosts
    this.today = due
  }

  happen(what: string, size: number): void {
    const part = (this.#capital * BigInt(size)) / 100n
    const debt = this.#of
    if (what === 'PAY') this.#move(-part)
    else if (what === 'REVERSE') this.#move((this.#paid * BigInt(size)) / 100n)
    else if (what === 'OBJECT') this.#turn({ status: 'DISPUTED', disputed: null, nextDate: null })
    else if (what === 'DENY_PART') this.#turn({ status: 'DISPUTED', disputed: part, nextDate: this.#next(debt) })
    else if (what === 'PAUSE') this.#turn({ status: 'PAUSED', disputed: null, nextDate: addDays(this.today, size) })
    else if (what === 'DUEDATE') {
      const moved = { ...debt, caseDueDate: addDays(this.today, size) }
      if (moved.caseDueDate > debt.caseDueDate) this.#turn({ ...moved, nextDate: debt.nextDate && this.#next(moved) })
    } else if (what === 'PLAN') this.#plan(size)
  }

  /** Another look: what is held goes on when its time has come, and what is due is done. */
  look(): void {
    const debt = this.#of
    if (debt.status === 'DISPUTED' && debt.disputed === null)
      return this.#turn({ status: 'OPEN', nextDate: this.#next(debt) })
    if (debt.nextDate === null || debt.nextDate > this.today) return
    if (debt.status === 'PAUSED' || debt.status === 'PAYMENT_PLAN')
      return this.#turn({ status: 'OPEN', disputed: null, nextDate: this.#next(debt) })
    const claim = { capital: this.#capital, interest: 1n, costs: this.#costs, fees: 0n }
    const situation = { case: debt, policy: this.#policy, claim, history: this.#history, today: this.today }
    const decision = decideStep({ ...situation, reminderDays: 30 }, LAW)
    if (decision.kind === 'OVERDUE') this.#turn({ stage: 'OVERDUE', nextDate: decision.nextDate })
    else if (decision.kind === 'WAIT') this.#turn({ nextDate: decision.nextDate })
    else if (decision.kind !== 'TAKE') this.#turn({ nextDate: null })
    else {
      const { stage, nextDate, step, fee } = decision
      this.#turn({ stage, nextDate, stepIndex: debt.stepIndex + 1 })
      this.#last = this.today
      if (step.kind === 'REMINDER' || step.kind === 'DEMAND') this.#charge(step.kind, fee)
    }
  }

  /** Accepted at once, with the fee that the law gives, as offerPlan and acceptPlan ask for it. */
  #plan(size: number): void {
    if (this.#of.status !== 'OPEN' && this.#of.status !== 'PAUSED') return
    const instalments = 2 + (size % 11)
    try {
      const claim = { ...lawClaim(this.#of, { capital: this.#capital, costs: this.#costs }), instalments }
      const may = mayTake('PLAN', this.#history, this.today, claim, LAW)
      if (may.allowed && may.most > 0n) this.#charge('PLAN', may.most, instalments)
    } catch (error) {
      if (!(error instanceof LawError)) throw error
    }
    this.#turn({ status: 'PAYMENT_PLAN', disputed: null, nextDate: addDays(this.today, size) })
  }

  #charge(kind: 'REMINDER' | 'DEMAND' | 'PLAN', fee: bigint, instalments?: number): void {
    const ordinal = this.#history.filter(({ step }) => step.startsWith(kind)).length + 1
    this.#history.push({ step: nameOf(kind, ordinal), date: this.today, charged: fee })
    const undenied = this.#capital - (this.#of.disputed ?? 0n)
    const capital = undenied > 0n ? undenied : 0n
    this.charges.push({
      step: kind,
      date: this.today,
      fee,
      capital,
      ...(instalments === undefined ? {} : { instalments }),
    })
  }

  #move(by: bigint): void {
    this.#capital += by
    this.#paid -= by
  }

  #turn(change: Partial<Case>): void {
    this.#of = { ...this.#of, ...change }
  }

  #next(debt: Case): string | null {
    return nextStepDate(debt, this.#policy, this.#last, this.today)
  }
}

function live(life: Life, steps: PolicyStep[]): Charge[] {
  const lived = new Lived(life, steps)
  for (const { days, what, size } of life.happenings) {
    lived.today = addDays(lived.today, days)
    lived.happen(what, size)
    lived.look()
  }
  // And then it is left alone, a look every day.
  for (let day = 0; day < 200; day += 1) {
    lived.today = addDays(lived.today, 1)
    lived.look()
  }
  return lived.charges
}

for (const country of COUNTRIES)
  for (const debtorType of DEBTOR_TYPES)
    void test(`${country} ${debtorType}: no policy and no course of a case charges more than the law`, () => {
      const ready = READY_MADE.find((one) => one.country === country && one.debtorType === debtorType)?.steps ?? []
      let charged = 0
      fc.assert(
        fc.property(lives(country, debtorType), fc.boolean(), (life, own) => {
          const charges = live(life, own ? accepted(life) : ready)
          const { due: dueDate, lead, creditorCosts } = life
          const claim = { country, debtorType, dueDate, invoiceDate: addDays(dueDate, -lead), creditorCosts }
          assert.deepEqual(excesses(claim, charges), [])
          charged += charges.filter(({ fee }) => fee > 0n).length
        }),
        { numRuns: RUNS },
      )
      assert.ok(charged > RUNS / 2, `only ${charged} fees were charged in ${RUNS} lives`)
    })
