import { sum } from '@saatava/core/money.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Queryable, withSnapshot } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { type Preview, previewAllocation } from '../candidates/preview-allocation.ts'
import { type Suggestion, suggestCases } from '../candidates/suggest-cases.ts'
import { type OtherEntry, selectOthers } from '../doubt-queries.ts'
import type { WaitingRow } from '../list-queries.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import {
  type OriginRow,
  type TakenBack,
  selectOrigin,
  selectTakenBack,
  selectTaskOf,
  selectWaiting,
} from './queries.ts'

/** Each is done and rolled back, so that a person sees its effect. */
export const CANDIDATES_MAX = 6
const TAKEN_BACK_MAX = 10

/** A candidate, and what would follow if it were taken. */
export interface Candidate extends Suggestion {
  /** One a case: minor units; null: as much as is there and is owed. */
  parts: { caseId: number; amount: bigint | null }[]
  preview: Preview
}

export interface Waiting {
  row: WaitingRow
  /** Undefined: the money came before files were kept, or by hand. */
  origin: OriginRow | undefined
  /** The entry that it perhaps is. */
  perhapsSameAs: OtherEntry | undefined
  task: { taskId: string; snoozedUntil: Date | null; assignee: string | null } | undefined
  candidates: Candidate[]
  /** Payments that it may have taken back, where money left the account. */
  takenBack: TakenBack[]
}

/** Shows money that needs review with the cases that it may be for. @throws AppError NOT_FOUND nothing of it waits */
export async function showWaiting(ctx: Ctx, { id }: { id: string }): Promise<Waiting> {
  const { suggestions, ...shown } = await withSnapshot(ctx.platform.pool, (db) => read(ctx, db, id))
  const candidates: Candidate[] = []
  for (const one of suggestions) {
    const parts = partsOf(one)
    const input = parts.map(({ caseId, amount }) => ({ caseId, ...(amount === null ? {} : { amount }) }))
    candidates.push({ ...one, parts, preview: await previewAllocation(ctx, { id, parts: input }) })
  }
  return { ...shown, candidates }
}

/** The money alone. @throws AppError NOT_FOUND */
export async function findWaiting(db: Queryable, id: string): Promise<WaitingRow> {
  const row = await selectWaiting(db, id)
  if (row === undefined)
    throw new AppError('NOT_FOUND', 'This money does not wait any more: it was allocated, returned or dismissed.')
  return row
}

async function read(ctx: Ctx, db: Queryable, id: string) {
  const row = await findWaiting(db, id)
  const others = row.sameAs === null ? undefined : await selectOthers(db, [row.sameAs])
  return {
    row,
    origin: await selectOrigin(db, row),
    perhapsSameAs: row.sameAs === null ? undefined : others?.get(row.sameAs),
    task: await selectTaskOf(db, row.clientId ?? OPERATOR_TENANT, subjectOf(row)),
    takenBack: isOut(row) ? await selectTakenBack(db, row.id, TAKEN_BACK_MAX) : [],
    suggestions: canPay(row) ? await suggestCases(ctx, db, row, CANDIDATES_MAX) : [],
  }
}

/** It names the money as its task does. */
export function subjectOf({ kind, id }: WaitingRow): string {
  return `${kind === 'ENTRY' ? 'entry' : 'payment'}:${id}`
}

function isOut({ kind, waiting }: WaitingRow): boolean {
  return kind === 'ENTRY' && BigInt(waiting) < 0n
}

/** Money of another account is no client funds, and what may be a duplicate is decided first. */
function canPay({ reason }: WaitingRow): boolean {
  return reason !== 'OTHER_ACCOUNT' && reason !== 'PERHAPS_SAME'
}

/** A sum of cases pays each what is owed on it. */
function partsOf({ cases }: Suggestion): Candidate['parts'] {
  const isSum = cases.length > 1 && sum(cases.map(({ owed }) => owed ?? 0n)) > 0n
  return cases.map((one) => ({ caseId: one.case.caseId, amount: isSum ? one.owed : null }))
}
