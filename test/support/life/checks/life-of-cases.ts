/**
 * Checks each case: its events in order of time, its statuses and stages by the allowed transitions, its letters once
 * each.
 */
import { type Books, type CaseRow, keyOf } from '../books.ts'
import type { Faults } from '../story.ts'

const STAGES = ['INVOICED', 'OVERDUE', 'REMINDER', 'DEMAND', 'LEGAL', 'ENFORCEMENT', 'SURVEILLANCE', 'CLOSED']
const STATUSES = ['OPEN', 'PAUSED', 'DISPUTED', 'PAYMENT_PLAN', 'SUSPENDED', 'CLOSED']
/** Statuses that may not follow: a dispute is not settled by a plan, nor a suspension. */
const IMPOSSIBLE = ['DISPUTED PAYMENT_PLAN', 'SUSPENDED PAYMENT_PLAN']
/** Time that two workers need for a case at once before one waits for the other, ms. */
const AT_ONCE_MS = 10_000
/** For a person, and never ordered by a life. */
const TASKS = ['LAW_GAVE_NO_ANSWER', 'LETTER_NOT_SENT']

export function checkLives(books: Books, faults: Faults): void {
  const events = Map.groupBy(books.events, keyOf)
  const steps = Map.groupBy(books.steps, keyOf)
  for (const debt of books.cases) {
    checkEvents(debt, events.get(keyOf(debt)) ?? [], faults)
    checkSteps(debt, steps.get(keyOf(debt)) ?? [], faults)
  }
}

function checkEvents(debt: CaseRow, events: Books['events'], faults: Faults): void {
  const [first] = events
  if (first?.kind !== 'OPENED') faults.add(`its first event is ${first?.kind}`, debt)
  let before = first
  let status = 'OPEN'
  let stage = 0
  for (const event of events) {
    const { kind, data, at } = event
    if (before !== undefined && at.getTime() < before.at.getTime() - AT_ONCE_MS)
      faults.add(`${kind} of ${at.toISOString()} stands after ${before.kind} of ${before.at.toISOString()}`, debt)
    before = event
    if (TASKS.includes(kind)) faults.add(`${kind}: ${JSON.stringify(data)}`, debt)
    if (kind === 'STATUS') {
      const { from, to } = data as { from: string; to: string }
      if (from !== status) faults.add(`it goes from ${from} to ${to}, but it was ${status}`, debt)
      if (!STATUSES.includes(to) || IMPOSSIBLE.includes(`${from} ${to}`))
        faults.add(`it goes from ${from} to ${to}`, debt)
      status = to
    }
    if (kind === 'STEP_TAKEN') {
      if (status !== 'OPEN' && status !== 'DISPUTED') faults.add(`a step is taken while it is ${status}`, debt)
      const reached = STAGES.indexOf(String(data['stage']))
      if (reached < stage) faults.add(`its stage goes back from ${STAGES[stage]} to ${String(data['stage'])}`, debt)
      stage = Math.max(stage, reached)
    }
    if (kind === 'CLOSED') {
      if (status === 'CLOSED') faults.add('it is closed a second time', debt)
      status = 'CLOSED'
    }
    if (kind === 'REOPENED') {
      if (status !== 'CLOSED') faults.add(`it is reopened, and was ${status}`, debt)
      status = 'OPEN'
    }
  }
  if (status !== debt.status) faults.add(`by its events it is ${status}, by its row ${debt.status}`, debt)
}

function checkSteps(debt: CaseRow, steps: Books['steps'], faults: Faults): void {
  for (const [i, { stepIndex, takenOn, kind, letterId }] of steps.entries()) {
    if (stepIndex !== i) faults.add(`step ${i} is left out`, debt)
    const before = steps[i - 1]
    if (before !== undefined && takenOn < before.takenOn)
      faults.add(`step ${i} was taken before the one before it`, debt)
    if (debt.stage !== 'CLOSED' && takenOn <= debt.dueDate)
      faults.add(`${kind} was taken on ${takenOn}, before it was late`, debt)
    if ((kind === 'REMINDER' || kind === 'DEMAND') && letterId === null)
      faults.add(`${kind} of ${takenOn} has no letter`, debt)
  }
}
