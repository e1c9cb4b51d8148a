import type { Command } from 'commander'
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId } from '@saatava/core/ids.ts'
import { withCtx } from '../context.ts'
import { clientNumber, day, verb } from '../options.ts'
import { print, table } from '../output.ts'
import { caseNumber } from '../payment-options.ts'

interface Options {
  client: number
  takenOver?: CivilDate
  json?: boolean
}

export function caseReleaseCommand(command: Command): void {
  const summary = 'Release cases that were taken over: their steps are taken from now on'
  verb(command, 'release', summary, 'case release --client 100001 --taken-over 2026-05-04')
    .argument('[cases...]', 'numbers of the cases; none: all that wait', (text: string, before: CaseId[] = []) => [
      ...before,
      caseNumber(text),
    ])
    .requiredOption('--client <number>', 'the client of the cases', clientNumber)
    .option('--taken-over <date>', 'only those with the balances of this day', day)
    .action(async (cases: CaseId[], { client, takenOver, json }: Options) => {
      const { releaseCases } = await import('../../handover/release-cases.ts')
      const input = {
        clientId: client,
        ...(takenOver === undefined ? {} : { takenOverOn: takenOver }),
        ...(cases.length === 0 ? {} : { caseIds: cases }),
      }
      const released = await withCtx((ctx) => releaseCases(ctx, input))
      print(json, released, () => {
        const rows = released.cases.map(({ caseId, status, nextDate }) => [caseId, status, nextDate])
        const rest = released.more ? '\nMore cases wait: repeat the command.' : ''
        return `${table(['CASE', 'STATUS', 'NEXT'], rows)}\nReleased: ${rows.length}${rest}`
      })
    })
}
