/**
 * One life of a claim: its steps are taken one after the other, each on its day, as the engine takes them. Before each, law
 * and model are asked about the day itself, the days around it, and the first day on which the model lets it be charged.
 */
import type { Law } from '@saatava/law/law.ts'
import { gap, latest, plus } from '../model/calendar.ts'
import { MODELS } from '../model/index.ts'
import { ACT_KINDS, type Act, type ActKind, type Day, type Debt, type Verdict, open } from '../model/shape.ts'
import { type Answer, askFree, askStep } from './ask.ts'
import { Disagreement, freeMisfit, misfit, shown } from './disagreement.ts'
import type { GeneratedCase, PlannedAct } from './generate.ts'

/** How far the first day that allows a step is searched for; the longest wait of any act is shorter. */
const SEARCH_DAYS = 75

export interface Played {
  debt: Debt
  acts: Act[]
  payments: { day: Day; amount: bigint }[]
  questions: number
}

export function play({ debt: first, acts: planned, dice }: GeneratedCase, law: Law): Played {
  const played: Played = { debt: { ...first }, acts: [], payments: [], questions: 0 }
  for (const act of planned) {
    const last = played.acts.at(-1)?.day ?? played.debt.due
    happen(played, act, last)
    played.debt.instalments = act.kind === 'PLAN' ? act.instalments : first.instalments
    const start = firstDay(played.debt, played.acts, act.kind, last)
    const day = dayOf(act, last, start)
    const around = [day, plus(day, -1), plus(day, 1), ...(start === undefined ? [] : [start, plus(start, -1)])]
    for (const probe of new Set(around)) if (probe >= last) ask(played, law, act.kind, probe)
    for (const other of [dice.pick(ACT_KINDS), dice.pick(ACT_KINDS)]) if (day >= last) ask(played, law, other, day)
    take(played, act, day, law)
  }
  return played
}

/** Events between two steps: the debtor denies, asks for court, pays a part; the creditor's own costs. */
function happen(played: Played, { before }: PlannedAct, day: Day): void {
  const { paid, ...changes } = before
  Object.assign(played.debt, changes)
  if (paid === undefined || paid >= played.debt.capital) return
  played.debt.capital -= paid
  played.payments.push({ day, amount: paid })
}

/** The first day from this one on, on which the model lets the step be charged. */
export function firstDay(debt: Debt, acts: readonly Act[], kind: ActKind, from: Day): Day | undefined {
  const model = MODELS[debt.land]
  for (let days = 0; days <= SEARCH_DAYS; days += 1) {
    const day = plus(from, days)
    if (model.step(debt, acts, kind, day).may === 'CHARGE') return day
  }
  return undefined
}

function dayOf({ when }: PlannedAct, last: Day, start: Day | undefined): Day {
  if ('afterLast' in when) return plus(last, when.afterLast)
  return plus(start ?? last, when.afterFirst)
}

function ask(played: Played, law: Law, kind: ActKind, day: Day): { verdict: Verdict; answer: Answer } {
  played.questions += 1
  return askBoth(law, played.debt, played.acts, kind, day)
}

/** Asks the model and the law about one step on one day. @throws Disagreement */
export function askBoth(
  law: Law,
  debt: Debt,
  acts: readonly Act[],
  kind: ActKind,
  day: Day,
): { verdict: Verdict; answer: Answer; most: bigint } {
  const model = MODELS[debt.land]
  const verdict =
    debt.firstDue < model.begins ? open('older than the first rate known') : model.step(debt, acts, kind, day)
  const answer = askStep(law, debt, acts, kind, day)
  const isLetter = LETTERS.includes(kind) && day > debt.due
  const fault =
    misfit(verdict, answer) ?? (isLetter ? freeMisfit(verdict, askFree(law, debt, acts, kind, day)) : undefined)
  if (fault === undefined) return { verdict, answer, most: answer.kind === 'ALLOWED' ? answer.most : 0n }
  const history = acts.map((act) => `  ${act.day} ${shown(act)}`).join('\n')
  throw new Disagreement(
    `${kind} on ${day} (day ${gap(debt.due, day)} from the due date): ${fault}\n model ${shown(verdict)}\n law ${shown(answer)}\n claim ${shown(debt)}\n${history}`,
  )
}

const LETTERS: readonly ActKind[] = ['REMINDER', 'DEMAND', 'TRATTA', 'BANKRUPTCY_THREAT']

function take(played: Played, planned: PlannedAct, day: Day, law: Law): void {
  const { kind, term, byCreditor, charge } = planned
  const { verdict, answer } = ask(played, law, kind, latest(day, played.acts.at(-1)?.day ?? day))
  if (verdict.may === 'NOT' || verdict.may === 'UNKNOWN') return
  // A step that the country does not know is not taken, whatever an objection or the time bar leaves open.
  const undenied = { ...played.debt, stopped: undefined, barredFrom: undefined }
  if (MODELS[undenied.land].step(undenied, played.acts, kind, day).may === 'UNKNOWN') return
  const most = answer.kind === 'ALLOWED' ? answer.most : 0n
  const charged = byCreditor || charge === 'NOTHING' ? 0n : charge === 'LESS' ? most / 3n : most
  // A letter that may not be charged goes all the same; an agreement that may not is not made here.
  if (charged === 0n && !LETTERS.includes(kind)) return
  const payBy = term === undefined || !LETTERS.includes(kind) ? undefined : plus(day, term)
  played.acts.push({ kind, day, charged, payBy, byCreditor })
}
