/** One submission to the intake, and its answer. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import type { Submitter } from '../platform/audit.ts'
import type { Idempotency, Warning } from '../platform/http/route.ts'

export interface IntakeDocument {
  kind: 'ledger' | 'payment' | 'invoice'
  identifier: string
  /** "" for the client's default connection. */
  companyIdentifier: string
  groupKey: string | null
  documentDate: CivilDate
  documentName: string | null
  /** Minor units: see `totalOf`. */
  total: bigint
  /** The stored text: one form per content, see payloads.ts. */
  payload: string
  contentHash: Buffer
  /** Where it stands in the request, for faults. */
  pointer: string
}

export interface IntakeItem extends Submitter {
  clientId: ClientId
  scope: string
  documents: IntakeDocument[]
  idempotency: Idempotency | undefined
  /** Kept with an Idempotency-Key, to be said again. */
  warnings: Warning[]
}

export interface IntakeResult {
  /** Companies named by this submission that no connection serves yet. */
  unconnected: string[]
  /** Positions in the request of the documents that replaced a failed or dropped one. */
  replaced?: string[]
  /** The answer was given before, with these warnings. */
  replayed?: { warnings: Warning[] }
}
