import type { ClientId } from '@saatava/core/ids.ts'
import type { BulkActName, Fields } from './acts.ts'

/** One act on many rows, as somebody asks for it. */
export interface BulkInput {
  /** 0: somebody of the agency asks; else somebody of this client. */
  clientId: ClientId
  act: BulkActName
  /** Rows in their order, each as "client.id"; the client is 0 for rows of the agency. */
  keys: readonly string[]
  /** The fields of the act, such as the day until which tasks sleep. */
  fields: Fields
  /** The address of the list from which the rows come. */
  list: string
}

export interface BulkJob extends Omit<BulkInput, 'keys'> {
  jobId: string
  state: BulkState
  total: number
  askedBy: string
  askedAt: Date
  endedAt: Date | null
}

export const BULK_STATES = ['RUNNING', 'DONE'] as const
type BulkState = (typeof BULK_STATES)[number]

export const ROW_OUTCOMES = ['DONE', 'REFUSED'] as const

/** The outcome of a row. */
export interface Outcome {
  outcome: (typeof ROW_OUTCOMES)[number]
  /** The sentence that says why it was refused. */
  reason: string | null
}
