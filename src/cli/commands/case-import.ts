import type { Command } from 'commander'
import { createReadStream } from 'node:fs'
import type { CivilDate } from '@saatava/core/dates.ts'
import type { RowResult } from '../../handover/row-result.ts'
import type { Format } from '../../handover/read-rows.ts'
import { withCtx } from '../context.ts'
import { clientNumber, day, verb } from '../options.ts'
import { facts, print } from '../output.ts'

interface Options {
  client: number
  takenOver?: CivilDate
  dryRun?: boolean
  json?: boolean
}

export function caseImportCommand(command: Command): void {
  const summary = 'Take over running cases of another agency; no step is taken until they are released'
  verb(command, 'import', summary, 'case import cases.ndjson --client 100001 --dry-run')
    .argument('<file>', 'NDJSON, or CSV where its name ends in .csv; "-" for NDJSON on standard input')
    .requiredOption('--client <number>', 'the client of the cases', clientNumber)
    .option('--taken-over <date>', 'the day of the balances; default: today', day)
    .option('--dry-run', 'dry run: show the result of each row, change nothing')
    .action(async (file: string, { client, takenOver, dryRun, json }: Options) => {
      const { importCases } = await import('../../handover/import-cases.ts')
      const { readRows } = await import('../../handover/read-rows.ts')
      const stream = file === '-' ? process.stdin : createReadStream(file)
      const format: Format = file.toLowerCase().endsWith('.csv') ? 'csv' : 'ndjson'
      const isDryRun = dryRun === true
      const onRow = (result: RowResult) => print(json, result, () => lineOf(result))
      const result = await withCtx((ctx) =>
        importCases(ctx, {
          ...{ clientId: client, isDryRun, rows: readRows(stream, format), onRow },
          ...(takenOver === undefined ? {} : { takenOverOn: takenOver }),
        }),
      )
      print(json, { dryRun: isDryRun, ...result }, () => facts(Object.entries({ dryRun: isDryRun, ...result })))
      if (result.refused + result.conflicts > 0) process.exitCode = 1
    })
}

/** A row in one line, with a line for each fault. */
function lineOf({ row, outcome, agency, caseNumber, caseId, faults = [], next }: RowResult): string {
  const name = [agency, caseNumber].filter((part) => part !== null).join(' ')
  const step =
    next === undefined ? '' : `; next: ${next.step}${next.date === null ? '' : ` on ${next.date}`}${feeOf(next.fee)}`
  const lines = faults.map(({ pointer, message, received }) => {
    const got = received === undefined ? '' : `; received ${JSON.stringify(received)}`
    return `    ${pointer} ${message}${got}`
  })
  return [`${row}  ${outcome}  ${name}${caseId === undefined ? '' : `, case ${caseId}`}${step}`, ...lines].join('\n')
}

function feeOf(fee: number | null): string {
  return fee === null || fee === 0 ? '' : `, fee at most ${fee.toFixed(2)}`
}
