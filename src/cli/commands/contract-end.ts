import type { Command } from 'commander'
import type { CivilDate } from '@saatava/core/dates.ts'
import { withCtx } from '../context.ts'
import { clientNumber, day, verb } from '../options.ts'
import { print } from '../output.ts'

interface Options {
  client: number
  on?: CivilDate
  json?: boolean
}

export function contractEndCommand(contract: Command): void {
  const summary = 'End the contract of a client: from that day on no step is taken'
  verb(contract, 'end', summary, 'contract end --client 100001 --on 2026-12-31')
    .requiredOption('--client <number>', 'the client of the contract', clientNumber)
    .option('--on <date>', 'the day from which no step is taken; default: today', day)
    .action(async ({ client, on, json }: Options) => {
      const { endContract } = await import('../../handover/end-contract.ts')
      const input = { clientId: client, ...(on === undefined ? {} : { endsOn: on }) }
      const ended = await withCtx((ctx) => endContract(ctx, input))
      print(json, ended, () => `Ended: the contract of client ${client}, on ${ended.endsOn}`)
    })
}
