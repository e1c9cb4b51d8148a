/** Addresses of single objects. They hold ids alone. */
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { CaseId, ClientId, DebtorId, LetterId } from '@saatava/core/ids.ts'

/** @param place the id of a part of the page */
export function casePath({ clientId, caseId }: { clientId: ClientId; caseId: CaseId }, place?: string): string {
  return `/console/client/${clientId}/case/${caseId}${place === undefined ? '' : `#${place}`}`
}

export function debtorPath({ clientId, debtorId }: { clientId: ClientId; debtorId: DebtorId }): string {
  return `/console/client/${clientId}/debtor/${debtorId}`
}

export function questionPath({ clientId, questionId }: { clientId: ClientId; questionId: string }): string {
  return `/console/client/${clientId}/question/${questionId}`
}

/** A webhook endpoint of a partner has no client in its address. */
export function webhookPath({ clientId, webhookId }: { clientId: ClientId; webhookId: string }, below = ''): string {
  return `/console/webhook/${webhookId}${below}${clientId === OPERATOR_TENANT ? '' : `?client=${clientId}`}`
}

export function letterPdfPath({ clientId, letterId }: { clientId: ClientId; letterId: LetterId }): string {
  return `/console/client/${clientId}/letter/${letterId}/document`
}
