import type { Command } from 'commander'
import { requireClient, withReadCtx } from '../context.ts'
import { clientNumber, verb } from '../options.ts'
import { print } from '../output.ts'

export function contractShowCommand(contract: Command): void {
  verb(contract, 'show', 'The contract of a client that is in force', 'contract show --client 100001')
    .requiredOption('--client <number>', 'the client of the contract', clientNumber)
    .action(async ({ client, json }: { client: number; json?: boolean }) => {
      const { showContract } = await import('../../case-api/contracts/show-contract.ts')
      const shown = await withReadCtx(async (ctx) => {
        await requireClient(ctx, client)
        return showContract(ctx, client)
      })
      print(json, { client, ...shown }, () =>
        [shown.version === 0 ? 'No contract; the defaults apply.' : `Version ${shown.version}`, '']
          .concat(JSON.stringify(shown.contract, undefined, 2))
          .join('\n'),
      )
    })
}
