import { type Command, Argument } from 'commander'
import { DEBTOR_MARKS, type DebtorMark } from '@saatava/law/debtor-marks.ts'
import { clientCtx } from '../../platform/context.ts'
import { withCtx } from '../context.ts'
import { debtorArgument, printDebtor } from '../debtor-view.ts'
import { verb } from '../options.ts'

export function debtorUnmarkCommand(debtor: Command): void {
  const summary = 'Lift a mark of a debtor; cases that it alone stopped go on'
  debtorArgument(verb(debtor, 'unmark', summary, 'debtor unmark 5000001 DEBT_RESTRUCTURING'))
    .addArgument(new Argument('<mark>', 'the mark that holds no more').choices(DEBTOR_MARKS))
    .action(async (text: string, mark: DebtorMark, { client, json }: { client?: number; json?: boolean }) => {
      const { namedDebtor } = await import('../../case-api/debtors/named-debtor.ts')
      const { removeMark } = await import('../../case-api/debtors/change-debtor.ts')
      const { body } = await withCtx(async (ctx) => {
        const { clientId, debtorId } = await namedDebtor(ctx, text, client)
        return removeMark(clientCtx(ctx, clientId), debtorId, mark)
      })
      printDebtor(json, body as Record<string, unknown>)
    })
}
