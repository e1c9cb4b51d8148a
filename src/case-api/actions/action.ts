/** An action as it is stored and performed. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../../claims/case.ts'
import type { ClientContract } from '../../claims/contract.ts'
import type { Refusal } from '../../claims/refusal.ts'
import type { ActionCode } from './codes.ts'
import type { ActionData } from './schemas.ts'

export interface CaseAction {
  clientId: ClientId
  actionId: string
  caseId: CaseId
  code: ActionCode
  comment: string | null
  data: ActionData
  submittedBy: string
}

/** The context of an action; the case row is locked. */
export interface Scene {
  ctx: Ctx
  tx: Tx
  case: Case
  contract: ClientContract
  at: Date
  /** Civil date in the creditor's country. */
  today: CivilDate
}

/** The effect, for the action's event: amounts as text, dates civil. */
export type Effect = Record<string, unknown>

export type Outcome = { state: 'performed'; effect: Effect } | { state: 'refused'; refusal: Refusal }
