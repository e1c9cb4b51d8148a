/**
 * Whether client funds are all there: of each account, what its bank says it holds against what the journal says, and whose
 * that is. It reads and changes nothing.
 */
import { clientFundsAccounts } from '../agency/read-agency.ts'
import { accountKey } from '@saatava/core/account-key.ts'
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { sum } from '@saatava/core/money.ts'
import { calendarOfCurrency, nextBankingDay } from '@saatava/core/banking-days.ts'
import type { Account } from '../journal/accounts.ts'
import type { Ctx } from '../platform/context.ts'
import { type Queryable, withSnapshot } from '../platform/database.ts'
import { type FundsAccount, selectAccounts } from './account-queries.ts'
import { type DifferenceLine, differenceLines } from './difference-lines.ts'
import { selectClosings, selectDayByFormat } from './statement-queries.ts'
import { type AgencyBalance, selectAgencyBalances, selectHeld } from './totals-queries.ts'

/** AGREES · DIFFERS · NOT_PROVABLE: no statement with a closing balance says it, of this day or of the banking day before. */
type FundsState = 'AGREES' | 'DIFFERS' | 'NOT_PROVABLE'

/** Minor units throughout. */
export interface AccountCheck {
  account: string
  currency: string
  state: FundsState
  /** The day whose closing balance was compared; null: there is none. */
  provenOn: CivilDate | null
  /** NOT_PROVABLE: the first day that no statement proves. */
  notProvableSince: string | null
  bank: bigint | null
  /** Balance of the account in the journal on that day, or on the requested day where no statement proves it. */
  books: bigint
  /** bank less books; null where there is nothing to compare. */
  difference: bigint | null
  /** Parts of that balance, by kind; they sum to books. */
  parts: { of: Account; amount: bigint }[]
  /** Movements of an account that no statement proves, as files report them for the day, by format, and the books. */
  receipts: { format: string; files: number; entries: number; amount: bigint }[]
  lines: DifferenceLine[]
}

export interface CurrencyCheck {
  currency: string
  books: bigint
  owedToClients: bigint
  payoutsUnderWay: bigint
  unallocated: bigint
  agencysOwn: bigint
  broughtForward: bigint
  /** Paid by the books and not seen on an account yet; below 0: left an account, and no payout explains it. */
  paidNotSeen: bigint
}

export interface FundsCheck {
  date: CivilDate
  state: FundsState
  accounts: AccountCheck[]
  currencies: CurrencyCheck[]
}

const CLOSINGS_MAX = 1

/** @param input.date civil day @param input.account IBAN or another number of one account; absent: all */
export function checkFunds(ctx: Ctx, input: { date: CivilDate; account?: string }): Promise<FundsCheck> {
  // One moment: an entry that is matched meanwhile would be in the clients' journals and not yet in the agency's.
  return withSnapshot(ctx.platform.pool, (db) => checkWithin(db, ctx, input))
}

/** The check within a snapshot or a transaction of the caller. */
export async function checkWithin(
  db: Queryable,
  ctx: Ctx,
  input: { date: CivilDate; account?: string },
): Promise<FundsCheck> {
  const key = input.account === undefined ? undefined : accountKey(input.account)
  const known = (await selectAccounts(db)).filter(({ account }) => key === undefined || account === key)
  const ibans = new Map((await clientFundsAccounts(ctx.platform, db)).map(({ iban }) => [accountKey(iban), iban]))
  const balances = await selectAgencyBalances(db, input.date)
  const accounts: AccountCheck[] = []
  for (const one of known) {
    const shown = { ...one, writtenAs: ibans.get(one.account) ?? one.writtenAs }
    accounts.push(await checkAccount(db, shown, input.date, balances))
  }
  const currencies: CurrencyCheck[] = []
  for (const currency of new Set(known.map((one) => one.currency))) {
    const numbers = new Set(known.filter((one) => one.currency === currency).map(({ accountNo }) => accountNo))
    const own = balances.filter(({ accountNo }) => numbers.has(accountNo))
    currencies.push(currencyOf(currency, own, await selectHeld(db, currency, input.date)))
  }
  return { date: input.date, state: worst(accounts), accounts, currencies }
}

async function checkAccount(
  db: Queryable,
  one: FundsAccount,
  date: CivilDate,
  balances: readonly AgencyBalance[],
): Promise<AccountCheck> {
  const range = { from: '0001-01-01', to: date, limit: CLOSINGS_MAX }
  const [closing] = await selectClosings(db, one, range)
  const isProven = closing !== undefined && !(await isStale(one, closing.day, date))
  const on = isProven ? closing.day : date
  const asOf = on === date ? balances : await selectAgencyBalances(db, on)
  const own = asOf.filter(({ accountNo }) => accountNo === one.accountNo)
  const books = sum(own.filter(({ account }) => account === 'BANK').map(({ balance }) => balance))
  const bank = isProven ? closing.closing : null
  const difference = bank === null ? null : bank - books
  return {
    account: one.writtenAs,
    currency: one.currency,
    state: difference === null ? 'NOT_PROVABLE' : difference === 0n ? 'AGREES' : 'DIFFERS',
    provenOn: closing?.day ?? null,
    notProvableSince: isProven ? null : closing === undefined ? (one.openedOn ?? '') || null : addDays(closing.day, 1),
    ...{ bank, books, difference },
    parts: own
      .filter(({ account }) => account !== 'BANK')
      .map(({ account, balance }) => ({ of: account, amount: -balance })),
    receipts: isProven ? [] : await selectDayByFormat(db, one, date),
    lines: difference === null || difference === 0n ? [] : await differenceLines(db, one, on),
  }
}

/** Banks send no statement for days on which they are closed: the balance of the banking day before is theirs too. */
async function isStale({ currency }: FundsAccount, closedOn: CivilDate, date: CivilDate): Promise<boolean> {
  if (closedOn >= date) return false
  return nextBankingDay(calendarOfCurrency(currency), addDays(closedOn, 1)) <= date
}

function currencyOf(
  currency: string,
  agency: readonly AgencyBalance[],
  clients: ReadonlyMap<Account, bigint>,
): CurrencyCheck {
  const own = (account: Account) => -sum(agency.filter((one) => one.account === account).map(({ balance }) => balance))
  const held = (account: Account) => -(clients.get(account) ?? 0n)
  // The agency's journal holds for clients what theirs hold as CLIENT_FUNDS, but for what they have paid out since.
  const paidOut = own('HELD_FOR_CLIENTS') + held('CLIENT_FUNDS')
  return {
    currency,
    books: -own('BANK'),
    owedToClients: held('OWED_TO_CLIENT') + own('OWED_FROM_BEFORE'),
    payoutsUnderWay: held('PAYOUTS_IN_TRANSIT') + held('PAYOUTS_REFUSED') + held('RETURNS_UNDER_WAY'),
    unallocated: own('SUSPENSE') + held('UNALLOCATED'),
    agencysOwn: held('OWED_TO_AGENCY') + own('AGENCY_OWN'),
    broughtForward: own('BROUGHT_FORWARD'),
    paidNotSeen: paidOut + own('MONEY_OUT'),
  }
}

function worst(accounts: readonly AccountCheck[]): FundsState {
  const states = new Set(accounts.map(({ state }) => state))
  return states.has('DIFFERS')
    ? 'DIFFERS'
    : states.has('NOT_PROVABLE') || accounts.length === 0
      ? 'NOT_PROVABLE'
      : 'AGREES'
}
