import type { Command } from 'commander'
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { withCtx } from '../context.ts'
import { clientNumber, nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'

interface Options {
  client: number
  file: string
  json?: boolean
}

export function contractExportCommand(contract: Command): void {
  const summary = 'Export the open cases of a client whose contract has ended, for the next agency'
  verb(contract, 'export', summary, 'contract export --client 100001 --file cases.ndjson')
    .requiredOption('--client <number>', 'the client of the cases', clientNumber)
    .requiredOption('--file <path>', 'a new file: NDJSON, or CSV where its name ends in .csv', nonEmpty)
    .action(async ({ client, file, json }: Options) => {
      const { exportCases } = await import('../../handover/export-cases.ts')
      const { rowWriter } = await import('../../handover/write-rows.ts')
      // An export that is there may have gone to the next agency: it is not overwritten.
      const stream = createWriteStream(file, { flags: 'wx', mode: 0o600 })
      await once(stream, 'open')
      const writer = rowWriter(stream, file.toLowerCase().endsWith('.csv') ? 'csv' : 'ndjson')
      const exported = await withCtx((ctx) => exportCases(ctx, { clientId: client, onRow: (row) => writer.write(row) }))
      await writer.end()
      print(
        json,
        exported,
        () => `Exported: ${exported.cases} cases with the balances of ${exported.onDate}, in ${file}`,
      )
    })
}
