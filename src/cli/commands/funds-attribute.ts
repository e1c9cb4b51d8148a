import { type Command, Option } from 'commander'
import type { Attribution } from '../../funds/attribute.ts'
import { minorToText } from '@saatava/core/money.ts'
import { withCtx } from '../context.ts'
import { nonEmpty, verb } from '../options.ts'
import { amount } from '../payment-options.ts'
import { print } from '../output.ts'

type Options = Attribution & { json?: boolean }

export function fundsAttributeCommand(funds: Command): void {
  verb(
    funds,
    'attribute',
    'Record the owner of money that an account held at its first statement, or that left it without a payout',
    'funds attribute --account FI2112345600000785 --currency EUR --from FORWARD --to AGENCY --amount 100.00 --reason "Float"',
  )
    .requiredOption('--account <number>', 'its IBAN or another account number', nonEmpty)
    .requiredOption('--currency <code>', 'ISO 4217', nonEmpty)
    .addOption(
      new Option('--from <what>', 'FORWARD: money before the first statement; OUT: money that left the account')
        .choices(['FORWARD', 'OUT'])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--to <whose>', 'the client of the contract')
        .choices(['AGENCY', 'CLIENTS', 'UNALLOCATED'])
        .makeOptionMandatory(),
    )
    .requiredOption('--amount <amount>', 'in major units, such as 100.00', amount)
    .requiredOption('--reason <text>', 'kept in the audit', nonEmpty)
    .action(async ({ json, ...input }: Options) => {
      const { attributeFunds } = await import('../../funds/attribute.ts')
      await withCtx((ctx) => attributeFunds(ctx, input))
      print(
        json,
        { attributed: true },
        () => `${minorToText(input.amount)} ${input.currency} is recorded as ${input.to}.`,
      )
    })
}
