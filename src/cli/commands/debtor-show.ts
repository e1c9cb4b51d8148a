import type { Command } from 'commander'
import { clientCtx } from '../../platform/context.ts'
import { withReadCtx } from '../context.ts'
import { debtorArgument, printDebtor } from '../debtor-view.ts'
import { verb } from '../options.ts'

export function debtorShowCommand(debtor: Command): void {
  debtorArgument(
    verb(debtor, 'show', 'Show one debtor: balance, cases, letters, contact data and marks', 'debtor show 5000001'),
  ).action(async (text: string, { client, json }: { client?: number; json?: boolean }) => {
    const { namedDebtor } = await import('../../case-api/debtors/named-debtor.ts')
    const { viewDebtor } = await import('../../case-api/debtors/show-debtor.ts')
    const shown = await withReadCtx(async (ctx) => {
      const { clientId, debtorId } = await namedDebtor(ctx, text, client)
      return viewDebtor(clientCtx(ctx, clientId), debtorId)
    })
    printDebtor(json, shown)
  })
}
