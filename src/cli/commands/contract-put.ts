import type { Command } from 'commander'
import { withCtx } from '../context.ts'
import { readObject } from '../input-file.ts'
import { clientNumber, nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'

export function contractPutCommand(contract: Command): void {
  const summary = 'Save a client’s whole contract; sections that are left out get their defaults'
  verb(contract, 'put', summary, 'contract put --client 100001 --file contract.json')
    .requiredOption('--client <number>', 'the client of the contract', clientNumber)
    .requiredOption('--file <path>', 'JSON; "-" for standard input', nonEmpty)
    .action(async ({ client, file, json }: { client: number; file: string; json?: boolean }) => {
      const input = await readObject(file, 'contract')
      const { putContract } = await import('../../case-api/contracts/put-contract.ts')
      const saved = await withCtx((ctx) => putContract(ctx, client, input))
      print(json, { client, ...saved }, () => `Saved: the contract of client ${client}, version ${saved.version}`)
    })
}
