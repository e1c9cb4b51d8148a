import type { Command } from 'commander'
import { withCtx } from '../context.ts'
import { clientNumber, verb } from '../options.ts'
import { print } from '../output.ts'

export function contractHandBackCommand(contract: Command): void {
  const summary = 'Confirm that the export has arrived: the cases are closed, and a final settlement is due'
  verb(contract, 'hand-back', summary, 'contract hand-back --client 100001')
    .requiredOption('--client <number>', 'the client of the cases', clientNumber)
    .action(async ({ client, json }: { client: number; json?: boolean }) => {
      const { handBack } = await import('../../handover/hand-back.ts')
      const done = await withCtx((ctx) => handBack(ctx, { clientId: client }))
      print(json, done, () => `Handed back: ${done.cases} cases of client ${client}`)
    })
}
