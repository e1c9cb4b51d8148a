import type { SettlementId } from '@saatava/core/ids.ts'
import { type Command, InvalidArgumentError } from 'commander'
import { minorToNumber, minorToText } from '@saatava/core/money.ts'
import { acting, personOption } from '../acting.ts'
import { withCtx } from '../context.ts'
import { clientNumber, nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'

interface Options {
  client?: number
  reason: string
  as?: string
  json?: boolean
}

export function settlementPayAgainCommand(settlement: Command): void {
  const example = `settlement pay-again 202603030001 --client 100001 --as "Jane Doe" --reason "the client has a new account"`
  const summary = 'Pay a settlement again that the bank refused or returned; the client’s present account is used'
  personOption(verb(settlement, 'pay-again', summary, example))
    .argument('<settlement>', 'its number', settlementNumber)
    .option('--client <number>', 'the client, if several clients have that number', clientNumber)
    .requiredOption('--reason <text>', 'the reason, for the audit', nonEmpty)
    .action(async (settlementId: SettlementId, { client, reason, as, json }: Options) => {
      const { payAgain } = await import('../../settlements/pay-again.ts')
      const request = { settlementId, reason, ...(client === undefined ? {} : { clientId: client }) }
      const { amount, ...paid } = await withCtx((ctx) => payAgain(acting(ctx, as), request))
      print(
        json,
        { ...paid, amount: minorToNumber(amount) },
        () =>
          `Payout ${paid.endToEndId}, ${minorToText(amount)} ${paid.currency}, joins the file ${paid.messageId}; the next run writes it.`,
      )
    })
}

function settlementNumber(text: string): number {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError('It takes a settlement’s number, such as 202603030001.')
  return Number(text)
}
