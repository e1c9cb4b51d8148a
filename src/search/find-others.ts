import { selectCases } from '../claims/find-queries.ts'
import { type Hit, type Scope, HITS_MAX } from './hit.ts'
import { caseHit, moneyHit } from './present.ts'
import {
  selectAuditOfRequest,
  selectCasesPaidFrom,
  selectClients,
  selectDocuments,
  selectWaitingFrom,
} from './queries.ts'

/** Money that waits from an account, and the cases that were paid from it. */
export async function findByAccount({ ctx, within, can }: Scope, account: string): Promise<Hit[]> {
  const db = ctx.platform.pool
  const hits: Hit[] = []
  if (within === null && can('funds.read'))
    hits.push(...(await selectWaitingFrom(db, account, HITS_MAX)).map(moneyHit('account of the payer')))
  if (!can('case.read') || !can('payment.read')) return hits
  const cases = await selectCases(db, await selectCasesPaidFrom(db, within, account, HITS_MAX))
  return [...hits, ...[...cases.values()].map(caseHit('account of a payer'))]
}

/** Documents of accounting by the identifier that their sender gave them. */
export async function findDocuments({ ctx, within, can }: Scope, text: string): Promise<Hit[]> {
  if (!can('accounting.read')) return []
  const found = await selectDocuments(ctx.platform.pool, within, text, HITS_MAX)
  return found.map(({ clientId, kind, identifier, seq, status }) => ({
    ...({ kind: 'document', clientId, id: String(seq), type: kind, by: 'identifier' } as const),
    title: `${kind} ${identifier}, ${status}`,
  }))
}

export async function findClients({ ctx, within, can }: Scope, text: string): Promise<Hit[]> {
  if (within !== null || !can('client.read')) return []
  const found = await selectClients(ctx.platform.pool, within, text, HITS_MAX)
  return found.map(({ clientId, name }) => ({
    ...({ kind: 'client', clientId, id: String(clientId), title: name, by: 'client' } as const),
  }))
}

/** The audited acts of a request. */
export async function findByRequest({ ctx, within, can }: Scope, requestId: string): Promise<Hit[]> {
  if (within !== null || !can('audit.read')) return []
  const found = await selectAuditOfRequest(ctx.platform.pool, requestId, HITS_MAX)
  return found.map(({ clientId, auditId, action, subject }) => ({
    ...({ kind: 'audit', clientId, id: auditId, title: `${action} on ${subject}`, by: 'request id' } as const),
    subject,
  }))
}
