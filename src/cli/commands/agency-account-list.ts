import type { Command } from 'commander'
import { accountView, numbersText } from '../agency-account-view.ts'
import { withReadCtx } from '../context.ts'
import { verb } from '../options.ts'
import { print, table } from '../output.ts'

const COLUMNS = ['CURRENCY', 'IBAN', 'DEFAULT', 'ADDED', 'BY', 'ENDED', 'NUMBERS']

export function agencyAccountListCommand(account: Command): void {
  verb(account, 'list', 'The client-funds accounts', 'agency account list')
    .option('--all', 'show ended accounts too')
    .action(async ({ all, json }: { all?: boolean; json?: boolean }) => {
      const { everyClientFundsAccount } = await import('../../agency/read-agency.ts')
      const every = await withReadCtx((ctx) => everyClientFundsAccount(ctx.platform))
      const shown = every.filter(({ endedAt }) => all === true || endedAt === null)
      print(json, { accounts: shown.map(accountView) }, () =>
        shown.length === 0
          ? 'There is no client-funds account: nothing can be collected. "saatava agency account add" adds one.'
          : table(
              COLUMNS,
              shown.map((one) => [
                one.currency,
                one.iban,
                one.isDefault,
                one.addedAt.toISOString().slice(0, 10),
                one.addedBy,
                one.endedAt?.toISOString().slice(0, 10),
                numbersText(one),
              ]),
            ),
      )
    })
}
