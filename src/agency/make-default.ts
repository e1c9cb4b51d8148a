import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import type { ClientFundsAccount } from './account.ts'
import { findActiveAccount } from './end-account.ts'
import { lockAgency } from './lock-agency.ts'
import { moveDefault } from './queries.ts'
import { forgetAgency } from './read-agency.ts'

/** Debtors of the currency pay to this account from now on, unless a contract names another. @throws AppError NOT_FOUND */
export async function makeDefault(ctx: Ctx, iban: string, currency?: string): Promise<ClientFundsAccount> {
  const account = await withTransaction(ctx.platform.pool, async (tx) => {
    await lockAgency(tx)
    const found = await findActiveAccount(tx, iban, currency)
    await moveDefault(tx, found.currency, found.accountId)
    await audit(ctx, tx, OPERATOR_TENANT, 'agency.account.default', `agency-account:${found.iban}`, {
      currency: found.currency,
    })
    return found
  })
  forgetAgency(ctx.platform)
  return { ...account, isDefault: true }
}
