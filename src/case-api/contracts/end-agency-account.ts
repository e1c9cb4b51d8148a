import type { ClientFundsAccount } from '../../agency/account.ts'
import { endAccount, findActiveAccount } from '../../agency/end-account.ts'
import { lockAgency } from '../../agency/lock-agency.ts'
import { forgetAgency } from '../../agency/read-agency.ts'
import { demandApproval, gated } from '../../approvals/demand.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { selectClientsCollectingOn } from './queries.ts'

export interface EndAgencyAccount {
  iban: string
  /** Needed where the IBAN holds several currencies. */
  currency?: string
  /** IBAN of the account that becomes the currency's default, where this one is it. */
  newDefault?: string
}

const CLIENTS_NAMED_MAX = 10

/** Ends an account of client funds to which no contract sends debtors any more. @throws AppError NOT_FOUND, RULE */
export async function endAgencyAccount(ctx: Ctx, input: EndAgencyAccount): Promise<ClientFundsAccount> {
  const { iban, currency, newDefault } = input
  const end = async (tx: Tx): Promise<ClientFundsAccount> => {
    await lockAgency(tx)
    const account = await findActiveAccount(tx, iban, currency)
    const clients = await selectClientsCollectingOn(tx, account, CLIENTS_NAMED_MAX + 1)
    if (clients.length > 0) {
      const named = clients.slice(0, CLIENTS_NAMED_MAX).join(', ')
      const more = clients.length > CLIENTS_NAMED_MAX ? ' and more' : ''
      throw new AppError(
        'RULE',
        `Contracts name ${account.iban} as collectionAccount: those of client ${named}${more}. Save contracts with another account first.`,
      )
    }
    await demandApproval(ctx, tx, {
      ...{ action: 'agency.account', clientId: OPERATOR_TENANT, subject: `agency-account:${account.iban}` },
      input: { change: 'end', ...input },
      preview: { change: 'end', iban: account.iban, currency: account.currency, newDefault: newDefault ?? null },
    })
    await endAccount(ctx, tx, account, newDefault)
    return account
  }
  const ended = await gated(ctx, () => withTransaction(ctx.platform.pool, end))
  forgetAgency(ctx.platform)
  return ended
}
