import type { Command } from 'commander'
import { acting, personOption } from '../acting.ts'
import { accountView } from '../agency-account-view.ts'
import { withCtx } from '../context.ts'
import { nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'

interface Given {
  currency?: string
  newDefault?: string
  as?: string
  json?: boolean
}

export function agencyAccountEndCommand(account: Command): void {
  const end = verb(
    account,
    'end <iban>',
    'End an account: new invoices and letters no longer name it',
    'agency account end FI2112345600000785 --new-default FI5810171000000122 --as "N. N."',
  )
    .option('--currency <code>', 'where the IBAN holds several currencies: which one', nonEmpty)
    .option('--new-default <iban>', 'the account that becomes the default of the currency in its place', nonEmpty)
  personOption(end).action(async (iban: string, { as, json, ...given }: Given) => {
    const { endAgencyAccount } = await import('../../case-api/contracts/end-agency-account.ts')
    const ended = await withCtx((ctx) => endAgencyAccount(acting(ctx, as), { iban, ...given }))
    print(
      json,
      accountView(ended),
      () => `Ended: ${ended.currency} ${ended.iban}. Money that it still receives stays client funds.`,
    )
  })
}
