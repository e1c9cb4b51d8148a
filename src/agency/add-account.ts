import { type BankAccount, type WrittenBankAccount, readBankAccount } from '@saatava/core/bank-account.ts'
import { demandApproval, gated } from '../approvals/demand.ts'
import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { type Fault, invalid } from '../platform/errors.ts'
import { newId } from '../platform/new-id.ts'
import type { ClientFundsAccount } from './account.ts'
import { activeAccounts } from './active-accounts.ts'
import { lockAgency } from './lock-agency.ts'
import { insertAccount, moveDefault } from './queries.ts'
import { forgetAgency } from './read-agency.ts'

export interface NewAccount extends WrittenBankAccount {
  /** Debtors of this currency pay here from now on; the first account of a currency is its default anyway. */
  makeDefault?: boolean
}

/**
 * Adds an account of client funds. @throws AppError 400 with every fault
 */
export async function addAccount(ctx: Ctx, input: NewAccount): Promise<ClientFundsAccount> {
  const { account, faults } = readBankAccount(input)
  if (faults.length > 0)
    throw invalid(
      faults.map(({ field, message, received }) => ({ pointer: `/${field}`, code: 'INVALID', message, received })),
    )
  const add = async (tx: Tx): Promise<ClientFundsAccount> => {
    await lockAgency(tx)
    const active = await activeAccounts(tx)
    const taken = active.flatMap((other) => sharedNumbers(account, other))
    if (taken.length > 0) throw invalid(taken)
    const isFirst = active.every(({ currency }) => currency !== account.currency)
    const fresh = {
      ...account,
      accountId: newId(),
      isDefault: isFirst,
      addedBy: ctx.actor,
      addedAt: ctx.platform.clock.now(),
    }
    const isDefault = isFirst || input.makeDefault === true
    await demandApproval(ctx, tx, {
      ...{ action: 'agency.account', clientId: OPERATOR_TENANT, subject: `agency-account:${account.iban}` },
      input: { change: 'add', account: input },
      preview: { change: 'add', account, isDefault },
    })
    await insertAccount(tx, fresh)
    if (isDefault && !isFirst) await moveDefault(tx, account.currency, fresh.accountId)
    await audit(ctx, tx, OPERATOR_TENANT, 'agency.account.added', `agency-account:${account.iban}`, {
      ...{ accountId: fresh.accountId, currency: account.currency },
      isDefault,
    })
    return { ...fresh, isDefault, endedBy: null, endedAt: null }
  }
  const added = await gated(ctx, () => withTransaction(ctx.platform.pool, add))
  forgetAgency(ctx.platform)
  return added
}

/** A number leads to one account: a bank file names an account by any of them. */
function sharedNumbers(account: BankAccount, other: ClientFundsAccount): Fault[] {
  const faults: Fault[] = []
  const shared = (pointer: string, received: string) =>
    faults.push({
      pointer,
      code: 'REPEATED',
      message: `belongs to the ${other.currency} account ${other.iban} already; end that account first`,
      received,
    })
  // One IBAN may hold several currencies.
  if (account.iban === other.iban && account.currency === other.currency) shared('/iban', account.iban)
  if (account.iban === other.iban) return faults
  for (const number of account.bankgiros) if (other.bankgiros.includes(number)) shared('/bankgiros', number)
  for (const number of account.plusgiros) if (other.plusgiros.includes(number)) shared('/plusgiros', number)
  if (account.kidAgreement !== undefined && account.kidAgreement === other.kidAgreement)
    shared('/kidAgreement', account.kidAgreement)
  return faults
}
