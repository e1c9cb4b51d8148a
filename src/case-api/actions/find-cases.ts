import type { ClientId } from '@saatava/core/ids.ts'
import type { Tx } from '../../platform/database.ts'
import { AppError, type Fault, invalid } from '../../platform/errors.ts'
import type { Case } from '../../claims/case.ts'
import { selectCases } from '../../claims/find-queries.ts'
import { selectCasesByNumber } from '../../claims/queries.ts'
import type { BatchAction } from './schemas.ts'

/** Answers alike for cases and invoices that do not exist and for those of other clients. */
const NOT_THERE = 'A case or an invoice of this batch is not there; nothing was done.'

function notThere(faults: Fault[]): AppError {
  return new AppError('NOT_FOUND', NOT_THERE, { faults })
}

/**
 * The case of each action, by caseId, else by invoiceNumber; undefined for what is about an invoice.
 * @throws AppError NOT_FOUND that names each one that is not there, INVALID where caseId and invoiceNumber do not belong together
 */
export async function casesOf(
  tx: Tx,
  clientId: ClientId,
  actions: readonly BatchAction[],
  isOfInvoice: (i: number) => boolean,
  otherMissing: Fault[],
): Promise<(Case | undefined)[]> {
  const named = actions.filter((_, i) => !isOfInvoice(i))
  const ids = [...new Set(named.flatMap(({ data }) => data.caseId ?? []))]
  const numbers = [
    ...new Set(named.flatMap(({ data }) => (data.caseId === undefined ? (data.invoiceNumber ?? []) : []))),
  ]
  const byId = await selectCases(
    tx,
    ids.map((caseId) => ({ clientId, caseId })),
  )
  const byNumber = numbers.length === 0 ? [] : await selectCasesByNumber(tx, clientId, numbers)
  const found = actions.map(({ data }, i) => {
    if (isOfInvoice(i)) return undefined
    if (data.caseId !== undefined) return byId.get(`${clientId} ${data.caseId}`)
    return byNumber.find(({ invoiceNumber }) => invoiceNumber === data.invoiceNumber)
  })
  const missing = actions.flatMap(({ data }, i): Fault[] => {
    if (isOfInvoice(i) || found[i] !== undefined) return []
    const name = data.caseId === undefined ? 'invoiceNumber' : 'caseId'
    return [{ pointer: `/actions/${i}/data/${name}`, code: 'NOT_FOUND', message: 'there is no such case' }]
  })
  if (missing.length + otherMissing.length > 0) throw notThere([...missing, ...otherMissing])
  const apart = actions.flatMap(({ data: { caseId, invoiceNumber } }, i): Fault[] => {
    const debt = found[i]
    if (debt === undefined || invoiceNumber === undefined || debt.invoiceNumber === invoiceNumber) return []
    const message = `is not the number of case ${caseId}'s invoice`
    return [{ pointer: `/actions/${i}/data/invoiceNumber`, code: 'MISMATCH', message, received: invoiceNumber }]
  })
  if (apart.length > 0) throw invalid(apart)
  return found
}
