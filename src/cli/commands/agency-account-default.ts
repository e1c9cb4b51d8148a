import type { Command } from 'commander'
import { acting, personOption } from '../acting.ts'
import { accountView } from '../agency-account-view.ts'
import { withCtx } from '../context.ts'
import { nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'

export function agencyAccountDefaultCommand(account: Command): void {
  const command = verb(
    account,
    'default <iban>',
    'Make an account the default of its currency: debtors pay to it unless a contract names another',
    'agency account default FI5810171000000122 --as "N. N."',
  ).option('--currency <code>', 'where the IBAN holds several currencies: which one', nonEmpty)
  personOption(command).action(
    async (iban: string, { as, json, currency }: { as?: string; json?: boolean; currency?: string }) => {
      const { makeDefault } = await import('../../agency/make-default.ts')
      const made = await withCtx((ctx) => makeDefault(acting(ctx, as), iban, currency))
      print(json, accountView(made), () => `Debtors now pay ${made.currency} to ${made.iban} by default.`)
    },
  )
}
