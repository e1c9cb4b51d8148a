import { nameOf, type StepTaken } from '@saatava/law/steps.ts'
import type { Queryable } from '../platform/database.ts'
import { selectHistories } from './history-queries.ts'
import type { CaseKey } from './queries.ts'

/** Returns the charges on a case, which the law asks for before more is charged. */
export async function feeHistory(db: Queryable, key: CaseKey): Promise<StepTaken[]> {
  return (await feeHistories(db, [key]))(key)
}

/** Returns the charges of many cases, with one query. */
export async function feeHistories(db: Queryable, keys: CaseKey[]): Promise<(key: CaseKey) => StepTaken[]> {
  const histories = new Map<string, StepTaken[]>()
  const counts = new Map<string, number>()
  const nameOfCase = ({ clientId, caseId }: CaseKey) => `${clientId} ${caseId}`
  for (const { kind, date, charged, payBy, byCreditor, ...key } of await selectHistories(db, keys)) {
    const name = nameOfCase(key)
    const ordinal = (counts.get(`${name} ${kind}`) ?? 0) + 1
    counts.set(`${name} ${kind}`, ordinal)
    const history = histories.get(name) ?? []
    history.push({
      ...{ step: nameOf(kind, ordinal), date, charged: BigInt(charged) },
      ...(payBy === null ? {} : { payBy }),
      ...(byCreditor ? { byCreditor } : {}),
    })
    histories.set(name, history)
  }
  return (key) => histories.get(nameOfCase(key)) ?? []
}
