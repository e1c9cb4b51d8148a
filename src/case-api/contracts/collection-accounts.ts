import type { ClientFundsAccount } from '../../agency/account.ts'
import type { CollectionAccounts } from '../../agency/collection-account-of.ts'
import type { Fault } from '../../platform/errors.ts'
import type { ContractInput } from './schemas.ts'

const POINTER = '/collectionAccount'

/**
 * The accounts that a contract names, by currency and as IBANs.
 * @param accounts the agency's active ones
 * @param currency the client's own: of an account that is named without a currency
 * @param faults gets what is wrong
 */
export function readCollectionAccounts(
  input: ContractInput['collectionAccount'],
  { accounts, currency }: { accounts: readonly ClientFundsAccount[]; currency: string | undefined },
  faults: Fault[],
): CollectionAccounts {
  if (input === undefined) return {}
  const named: [pointer: string, currency: string | undefined, account: string][] =
    typeof input === 'string'
      ? [[POINTER, currency, input]]
      : Object.entries(input).map(([key, account]) => [`${POINTER}/${key}`, key, account])
  const read: CollectionAccounts = {}
  for (const [pointer, wanted, name] of named) {
    const found = accounts.filter((account) => isNamed(account, name))
    const account = found.find((one) => wanted === undefined || one.currency === wanted)
    if (account !== undefined) read[account.currency] = account.iban
    else faults.push(faultOf(pointer, wanted, name, { accounts, found }))
  }
  return read
}

function isNamed({ iban, bankgiros }: ClientFundsAccount, name: string): boolean {
  const compact = name.replaceAll(/[\s-]/g, '').toUpperCase()
  return compact === iban || bankgiros.includes(compact)
}

function faultOf(
  pointer: string,
  wanted: string | undefined,
  received: string,
  { accounts, found }: { accounts: readonly ClientFundsAccount[]; found: readonly ClientFundsAccount[] },
): Fault {
  const [other] = found
  if (other === undefined) {
    const known = accounts.filter(({ currency }) => wanted === undefined || currency === wanted)
    const there = known.map(({ currency, iban }) => `${currency} ${iban}`).join(', ')
    const message = `is not an active client-funds account of the agency; in this currency there ${there === '' ? 'is no account: "saatava agency account add" adds one' : `are: ${there}`}`
    return { pointer, code: 'UNKNOWN_ACCOUNT', message, received }
  }
  const advice =
    pointer === POINTER ? `; for payments in ${other.currency} write {"${other.currency}": "${other.iban}"}` : ''
  const message = `is an account in ${other.currency}, and debtors pay to it in ${wanted}${advice}`
  return { pointer, code: 'WRONG_CURRENCY', message, received }
}
