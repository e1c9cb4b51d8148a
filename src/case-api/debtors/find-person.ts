import { selectDebtors, selectSamePerson } from '../../debtors/list-queries.ts'
import type { DebtorKey } from '../../debtors/debtor.ts'
import { noDebtor } from '../../dunning/debtors/no-debtor.ts'
import type { Ctx } from '../../platform/context.ts'
import { requirePermission } from '../../users/require-permission.ts'

export interface SamePerson extends DebtorKey {
  name: string
  openCases: number
}

/**
 * The debtors of all clients that are the same person or company, by one of them. A debtor without a national or business
 * id has itself alone. @throws AppError NOT_FOUND, FORBIDDEN without the permission person.read
 */
export async function findPerson(ctx: Ctx, key: DebtorKey): Promise<SamePerson[]> {
  await requirePermission(ctx, 'person.read')
  const { pool } = ctx.platform
  const same = await selectSamePerson(pool, key)
  const persons: SamePerson[] = []
  for (const { clientId, debtorId } of same.length === 0 ? [key] : same) {
    const [debtor] = await selectDebtors(pool, clientId, [debtorId])
    if (debtor !== undefined) persons.push({ clientId, debtorId, name: debtor.name, openCases: debtor.openCases })
  }
  if (persons.length === 0) throw noDebtor(key.debtorId)
  return persons
}
