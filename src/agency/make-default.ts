import { demandApproval, gated } from '../approvals/demand.ts'
import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import type { ClientFundsAccount } from './account.ts'
import { findActiveAccount } from './end-account.ts'
import { lockAgency } from './lock-agency.ts'
import { moveDefault } from './queries.ts'
import { forgetAgency } from './read-agency.ts'

/** Debtors of the currency pay to this account from now on, unless a contract names another. @throws AppError NOT_FOUND */
export async function makeDefault(ctx: Ctx, iban: string, currency?: string): Promise<ClientFundsAccount> {
  const choose = async (tx: Tx): Promise<ClientFundsAccount> => {
    await lockAgency(tx)
    const found = await findActiveAccount(tx, iban, currency)
    await demandApproval(ctx, tx, {
      ...{ action: 'agency.account', clientId: OPERATOR_TENANT, subject: `agency-account:${found.iban}` },
      input: { change: 'default', iban, ...(currency === undefined ? {} : { currency }) },
      preview: { change: 'default', currency: found.currency, iban: found.iban },
    })
    await moveDefault(tx, found.currency, found.accountId)
    await audit(ctx, tx, OPERATOR_TENANT, 'agency.account.default', `agency-account:${found.iban}`, {
      currency: found.currency,
    })
    return found
  }
  const account = await gated(ctx, () => withTransaction(ctx.platform.pool, choose))
  forgetAgency(ctx.platform)
  return { ...account, isDefault: true }
}
