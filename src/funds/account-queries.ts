/** SQL of the bank accounts that the agency's journal knows. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { TransactionId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'

export interface FundsAccount {
  accountNo: number
  /** One key for all names of the account. */
  account: string
  /** Account number as a file wrote it. */
  writtenAs: string
  currency: string
  /** Civil date of the first day in the journal; null: no statement with balances has come. */
  openedOn: CivilDate | null
  openingTransactionId: string | null
}

export interface AccountName {
  account: string
  writtenAs: string
  currency: string
}

const COLUMNS = `account_no as "accountNo", account, written_as as "writtenAs", currency, opened_on as "openedOn", opening_transaction_id as "openingTransactionId"`

const ACCOUNTS = bulk({ account: 'text', currency: 'text' })
const NEW_ACCOUNTS = bulk({ account: 'text', currency: 'text', written_as: 'text' })

/** The rows of accounts by name; one that the journal did not know is added. */
export async function ensureAccounts(tx: Tx, names: readonly AccountName[], at: Date): Promise<FundsAccount[]> {
  const select = async () => {
    const { rows } = await tx.query<FundsAccount>({
      name: 'funds-accounts',
      text: `select ${COLUMNS} from funds_account a
             where a.client_id = 0 and (a.account, a.currency) in (select account, currency from ${ACCOUNTS.from(1)})`,
      values: ACCOUNTS.values(names),
    })
    return rows
  }
  const wanted = new Set(names.map(({ account, currency }) => `${account} ${currency}`))
  const known = await select()
  if (known.length === wanted.size) return known
  await tx.query({
    text: `insert into funds_account (client_id, account_no, account, written_as, currency, added_at)
           select 0, nextval('funds_account_no'), account, written_as, currency, $1
           from (select account, min(written_as) as written_as, currency from ${NEW_ACCOUNTS.from(2)}
                 group by 1, 3 order by 1, 3) n
           where not exists (select from funds_account a where a.client_id = 0 and a.account = n.account and a.currency = n.currency)
           on conflict (client_id, account, currency) do nothing`,
    values: [at, ...NEW_ACCOUNTS.values(names)],
  })
  return select()
}

export async function selectAccounts(db: Queryable): Promise<FundsAccount[]> {
  const { rows } = await db.query<FundsAccount>(
    `select ${COLUMNS} from funds_account where client_id = 0 order by account, currency`,
  )
  return rows
}

export async function lockAccount(tx: Tx, accountNo: number): Promise<FundsAccount> {
  const { rows } = await tx.query<FundsAccount>({
    text: `select ${COLUMNS} from funds_account where client_id = 0 and account_no = $1 for no key update`,
    values: [accountNo],
  })
  const [row] = rows
  if (row === undefined) throw new Error(`there is no account of client funds ${accountNo}`)
  return row
}

export async function setOpening(
  tx: Tx,
  accountNo: number,
  { openedOn, transactionId }: { openedOn: CivilDate; transactionId: TransactionId | null },
): Promise<void> {
  await tx.query({
    text: `update funds_account set opened_on = $2, opening_transaction_id = $3 where client_id = 0 and account_no = $1`,
    values: [accountNo, openedOn, transactionId],
  })
}
