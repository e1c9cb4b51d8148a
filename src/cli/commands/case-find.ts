import type { Command } from 'commander'
import { withCtx } from '../context.ts'
import { nonEmpty, verb } from '../options.ts'
import { plain, print, table } from '../output.ts'

export function caseFindCommand(command: Command): void {
  verb(command, 'find', 'Find cases of all clients by what a caller has at hand', 'case find "Meikäläinen"')
    .argument(
      '<text>',
      'number of the case or the invoice, payment reference, national or business id, or the beginning of a name',
      nonEmpty,
    )
    .action(async (text: string, { json }: { json?: boolean }) => {
      const { findCases } = await import('../../case-api/debtors/find-cases.ts')
      const found = await withCtx((ctx) => findCases(ctx, text))
      const rows = found.map(({ by, case: debt }) => ({
        ...{ caseId: debt.caseId, clientIdentifier: debt.clientId, invoiceNumber: debt.invoiceNumber, by },
        ...{ debtorId: debt.debtorId, debtor: debt.debtor.name, status: debt.status, stage: debt.stage },
      }))
      print(json, { cases: rows }, () =>
        rows.length === 0
          ? 'No case fits.'
          : table(
              ['CASE', 'CLIENT', 'INVOICE', 'STATUS', 'STAGE', 'FOUND BY', 'DEBTOR'],
              rows.map(({ caseId, clientIdentifier, invoiceNumber, status, stage, by, debtor }) => [
                ...[String(caseId), String(clientIdentifier), String(invoiceNumber), status, stage, by, plain(debtor)],
              ]),
            ),
      )
    })
}
