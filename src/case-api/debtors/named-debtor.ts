import { selectCaseById } from '../../claims/find-queries.ts'
import type { DebtorKey } from '../../debtors/debtor.ts'
import type { Ctx } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { debtorIdOf } from './show-debtor.ts'

/**
 * The debtor that a person of the agency names: by the number of one of its cases, or by its id and its client.
 * @throws AppError NOT_FOUND, INVALID an id without its client
 */
export async function namedDebtor(ctx: Ctx, text: string, clientId: number | undefined): Promise<DebtorKey> {
  if (/^[1-9]\d{0,14}$/.test(text)) {
    const debt = await selectCaseById(ctx.platform.pool, Number(text))
    if (debt === undefined) throw new AppError('NOT_FOUND', `There is no case ${text}.`)
    return { clientId: debt.clientId, debtorId: debt.debtorId }
  }
  const debtorId = debtorIdOf(text)
  if (clientId === undefined)
    throw new AppError(
      'INVALID',
      `Name the client of the debtor ${debtorId} with --client, or the debtor by one of its cases.`,
    )
  return { clientId, debtorId }
}
