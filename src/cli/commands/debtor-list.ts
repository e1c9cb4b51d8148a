import { type Command, Option } from 'commander'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { DEBTOR_MARKS, type DebtorMark } from '@saatava/law/debtor-marks.ts'
import { clientCtx } from '../../platform/context.ts'
import { withReadCtx } from '../context.ts'
import { clientNumber, limit as readLimit, nonEmpty, verb } from '../options.ts'
import { plain, print, table } from '../output.ts'

const LIMIT_DEFAULT = 100

interface Options {
  client: number
  name?: string
  nationalId?: string
  businessCode?: string
  customerNumber?: string
  mark?: DebtorMark
  open?: boolean
  limit: number
  json?: boolean
}

interface Listed {
  debtorId: string
  kind: string
  name: string
  nationalId: string | null
  businessCode: string | null
  marks: string[]
  openCases: number
}

export function debtorListCommand(debtor: Command): void {
  verb(debtor, 'list', 'List debtors of a client by name', 'debtor list --client 100001 --name meik')
    .requiredOption('--client <number>', 'the client', clientNumber)
    .option('--name <text>', 'the beginning of the name or of one of its words', nonEmpty)
    .option('--national-id <id>', 'the whole national id', nonEmpty)
    .option('--business-code <code>', 'the whole business id', nonEmpty)
    .option('--customer-number <number>', 'the client’s own number for the debtor', nonEmpty)
    .addOption(new Option('--mark <mark>', 'only debtors with this mark').choices(DEBTOR_MARKS))
    .option('--open', 'only debtors with an open case')
    .option('--limit <number>', 'at most so many', readLimit, LIMIT_DEFAULT)
    .action(async ({ client, open, json, ...filters }: Options) => {
      const { listDebtors } = await import('../../case-api/debtors/list-debtors.ts')
      const query = { ...filters, ...omitUndefined({ hasOpenCases: open }) }
      const { body } = await withReadCtx((ctx) => listDebtors(clientCtx(ctx, client), query))
      const { debtors } = body as { debtors: Listed[] }
      print(json, { debtors }, () =>
        debtors.length === 0
          ? 'No debtor fits.'
          : table(
              ['DEBTOR', 'KIND', 'ID', 'OPEN', 'MARKS', 'NAME'],
              debtors.map(({ debtorId, kind, nationalId, businessCode, openCases, marks, name }) => [
                ...[debtorId, kind, nationalId ?? businessCode, openCases, marks.join(' '), plain(name)],
              ]),
            ),
      )
    })
}
