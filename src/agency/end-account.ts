import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import type { ClientFundsAccount } from './account.ts'
import { activeAccounts } from './active-accounts.ts'
import { endAccountRow, moveDefault } from './queries.ts'

/**
 * Ends an account: no document names it any more, and nobody is paid from it. Money that still comes to it stays client
 * funds. The caller holds the agency's lock and calls forgetAgency after the commit.
 * @throws AppError NOT_FOUND, RULE where the currency would be left without a default though it has other accounts
 */
export async function endAccount(ctx: Ctx, tx: Tx, account: ClientFundsAccount, newDefault?: string): Promise<void> {
  const { currency, iban, accountId } = account
  const others = (await activeAccounts(tx)).filter((one) => one.currency === currency && one.accountId !== accountId)
  const next = newDefault === undefined ? undefined : others.find((one) => one.iban === spaceless(newDefault))
  if (newDefault !== undefined && next === undefined)
    throw new AppError('RULE', `${newDefault} is no other active account of client funds in ${currency}.`)
  if (account.isDefault && others.length > 0 && next === undefined)
    throw new AppError(
      'RULE',
      `${iban} is the account to which debtors pay ${currency} by default: name the account that replaces it, ${others.map((one) => one.iban).join(' or ')}.`,
    )
  const at = ctx.platform.clock.now()
  await endAccountRow(tx, accountId, ctx.actor, at)
  if (next !== undefined) await moveDefault(tx, currency, next.accountId)
  await audit(ctx, tx, OPERATOR_TENANT, 'agency.account.ended', `agency-account:${iban}`, {
    currency,
    newDefault: next?.iban ?? null,
  })
}

/** The active account that a person means. @throws AppError NOT_FOUND, or RULE where the IBAN has several currencies */
export async function findActiveAccount(tx: Tx, iban: string, currency?: string): Promise<ClientFundsAccount> {
  const all = await activeAccounts(tx)
  const found = all.filter((one) => one.iban === spaceless(iban) && (currency ?? one.currency) === one.currency)
  const [account] = found
  if (account === undefined)
    throw new AppError(
      'NOT_FOUND',
      `${iban} is not an active account of client funds${currency === undefined ? '' : ` in ${currency}`}. There are: ${all.map((one) => `${one.currency} ${one.iban}`).join(', ') || 'none'}.`,
    )
  if (found.length > 1)
    throw new AppError(
      'RULE',
      `${iban} holds ${found.map((one) => one.currency).join(' and ')}: name the currency too.`,
    )
  return account
}

function spaceless(iban: string): string {
  return iban.replaceAll(/\s/g, '').toUpperCase()
}
