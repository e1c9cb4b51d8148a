/** Figures that no case shows, and why: a mutation of one of them is not found, and need not be. */
import type { Rule } from '../../../src/law/rule.ts'
import { plus } from '../model/calendar.ts'
import { MODELS } from '../model/index.ts'
import type { Mutation } from './mutations.ts'

export interface Unobserved {
  /** The beginning of the mutation's name. */
  mutation: string
  why: string
}

/** Single figures. */
export const UNOBSERVED: readonly Unobserved[] = [
  {
    mutation: 'DK.DEMAND_SPACING of 2013-03-01',
    why: 'renteloven § 9 b sets reminders apart; that a demand keeps the distance too is the reading of the pack',
  },
  {
    mutation: 'DK.ALLOCATION_ORDER of 2013-03-01: order INTEREST COSTS CAPITAL',
    why: 'no act says where costs come',
  },
]

/** What is true of many: the reason, or undefined. */
const KINDS: readonly ((mutation: Mutation, rules: readonly Rule[]) => string | undefined)[] = [
  ({ rule, changed, days }) => {
    const [day] = days ?? []
    const { begins } = MODELS[rule.country]
    if (day === undefined || changed === undefined) return undefined
    if (day < begins) return 'claims so old are not compared: the reference knows no rate for them'
    const isFirst = rule.validFrom === begins && changed.validFrom === plus(begins, 1)
    return isFirst
      ? 'a claim that fell due on the first day is late on the second: nothing is asked about the first'
      : undefined
  },
  ({ rule, changed, days }, rules) => {
    const [day] = days ?? []
    const next = rules.find(({ ruleId, validFrom }) => ruleId === rule.ruleId && validFrom === day)
    const isSame = changed?.validTo === day && next !== undefined && text(next.value) === text(rule.value)
    return isSame ? 'the next version has the same figure' : undefined
  },
]

export function whyUnobserved(mutation: Mutation, rules: readonly Rule[]): string | undefined {
  const single = UNOBSERVED.find((one) => mutation.name.startsWith(one.mutation))?.why
  return single ?? KINDS.map((kind) => kind(mutation, rules)).find((why) => why !== undefined)
}

function text(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? `${one}` : one))
}
