/** How a simulated organisation differs from the default one: `PUT /simulators/talenom/companies/<company>`. */
import { type Static, Type } from 'typebox'

const codes = (description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 10_000, description }))
const words = <T extends string>(values: readonly T[], description: string) =>
  Type.Optional(
    Type.Union(
      values.map((value) => Type.Literal(value)),
      { description },
    ),
  )

export const CompanySettings = Type.Object(
  {
    missingAccounts: codes('accounts the chart lacks; it has all others of four to six digits'),
    closedBefore: Type.Optional(
      Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'bookkeeping periods before it are closed' }),
    ),
    accountingPeriods: Type.Optional(
      Type.Array(Type.Object({ from: Type.String(), to: Type.String() }), {
        maxItems: 100,
        description: 'instead of the calendar years from 2020 to 2039',
      }),
    ),
    ledgerAccounts: codes('accounts that take match keys. Default those that begin with 17 or 28'),
    vatAccount: Type.Optional(
      Type.String({ pattern: '^[1-9]\\d{3,5}$', description: 'account of VAT that is peeled off. Default 2939' }),
    ),
    costCenters: codes('cost centres there are. Default any'),
    projects: codes('projects there are. Default any'),
    duplicateIds: words(
      ['refuse', 'return'],
      'a voucher whose id is there already: refuse answers 400, return answers its id and stores nothing. Default refuse',
    ),
    answers: words(['ids', 'empty'], 'empty: a stored voucher is answered with 204. Default ids'),
    callsPerMinute: Type.Optional(
      Type.Integer({ minimum: 1, description: 'more are answered with 429. Default no limit' }),
    ),
    latencyMs: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 60_000, description: 'passes before a write is looked at' }),
    ),
  },
  { additionalProperties: false },
)
export type CompanySettings = Static<typeof CompanySettings>

const FIRST_YEAR = 2020
const YEARS = 20
const YEAR_BY_YEAR = Array.from({ length: YEARS }, (_, i) => ({
  from: `${FIRST_YEAR + i}-01-01`,
  to: `${FIRST_YEAR + i}-12-31`,
}))
const LEDGER_ACCOUNT = /^(17|28)/

export function hasAccount({ missingAccounts }: CompanySettings, account: unknown): account is string {
  return typeof account === 'string' && /^[1-9]\d{3,5}$/.test(account) && missingAccounts?.includes(account) !== true
}

export function isLedgerAccount({ ledgerAccounts }: CompanySettings, account: string): boolean {
  return ledgerAccounts?.includes(account) ?? LEDGER_ACCOUNT.test(account)
}

/** The reason why nothing may be booked on a day. */
export function periodFault(
  { closedBefore, accountingPeriods = YEAR_BY_YEAR }: CompanySettings,
  date: string,
): string | undefined {
  if (closedBefore !== undefined && date < closedBefore) return `The bookkeeping period of ${date} is closed`
  const isThere = accountingPeriods.some(({ from, to }) => from <= date && date <= to)
  return isThere ? undefined : `There is no accounting period for ${date}`
}
