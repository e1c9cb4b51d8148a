/** A disagreement of the law and the model. */
import type { Verdict } from '../model/shape.ts'
import type { Answer } from './ask.ts'

export class Disagreement extends Error {
  override name = 'Disagreement'
}

/** Undefined: the answer fits. */
export function misfit(verdict: Verdict, answer: Answer): string | undefined {
  switch (verdict.may) {
    case 'NOT':
      return answer.kind === 'REFUSED' ? undefined : 'the act forbids the step'
    case 'FREE_ONLY':
      return answer.kind === 'ALLOWED' && answer.most > 0n ? 'nothing may be charged' : undefined
    case 'CHARGE':
      if (answer.kind === 'ALLOWED') return answer.most === verdict.most ? undefined : 'the greatest fee differs'
      return 'the act allows the step'
    case 'UNKNOWN':
      return answer.kind === 'ALLOWED' && answer.most > 0n ? 'no figure is known' : undefined
    case 'OPEN':
      if (answer.kind !== 'ALLOWED') return undefined
      if (verdict.most !== undefined && answer.most > verdict.most) return 'more than any reading allows'
      return verdict.least !== undefined && answer.most < verdict.least ? 'less than every reading allows' : undefined
  }
}

/** A letter that costs nothing is bound by what forbids the letter itself. */
export function freeMisfit(verdict: Verdict, isAllowed: boolean | undefined): string | undefined {
  if (verdict.may === 'NOT' && isAllowed === true) return 'the act forbids the letter, also where it is free'
  const mayGo = verdict.may === 'FREE_ONLY' || verdict.may === 'CHARGE'
  return mayGo && isAllowed === false ? 'a free letter may go' : undefined
}

export function shown(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? `${one}` : one))
}
