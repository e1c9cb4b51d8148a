import { missingBic } from '@saatava/core/bank-account.ts'
import type { Ctx } from '../platform/context.ts'
import { clientFundsAccounts } from './read-agency.ts'

/**
 * One sentence for the start: accounts that were stored before their BIC was required, from which no client can be paid;
 * undefined: none.
 */
export async function accountsWithoutBic(ctx: Ctx): Promise<string | undefined> {
  const lacking = (await clientFundsAccounts(ctx.platform)).filter((account) => missingBic(account) !== undefined)
  if (lacking.length === 0) return undefined
  const named = lacking.map(({ currency, iban }) => `${currency} ${iban}`).join(', ')
  return `No client is paid from ${named}, because the BIC of the account's bank is missing. Banks refuse payment files without it: end the account with "saatava agency account end" and add it again with --bic.`
}
