import { type Command, InvalidArgumentError } from 'commander'
import { withCtx } from '../context.ts'
import { CliError } from '../failure.ts'
import { clientNumber, nonEmpty, verb } from '../options.ts'
import { facts, print } from '../output.ts'
import { caseNumber } from '../payment-options.ts'

interface Options {
  client: number
  case?: number
  invoice?: number
  reason: string
  confirm?: boolean
  json?: boolean
}

export function personalDataEraseCommand(command: Command): void {
  const example = 'personal-data erase --client 100001 --case 5000001 --reason "request of 2026-03-02"'
  verb(command, 'erase', 'Erase a debtor; without --confirm, only show the data that would be erased', example)
    .requiredOption('--client <number>', 'the client', clientNumber)
    .option('--case <number>', 'a case of the debtor', caseNumber)
    .option('--invoice <number>', 'an invoice of the debtor', invoiceNumber)
    .requiredOption('--reason <text>', 'why, for the audit; name no person in it', nonEmpty)
    .option('--confirm', 'erase the debtor; this cannot be undone')
    .action(async ({ client: clientId, case: caseId, invoice, reason, confirm, json }: Options) => {
      if ((caseId === undefined) === (invoice === undefined))
        throw new CliError('USAGE', 'Name the debtor by --case or by --invoice. Nothing was done.')
      const { eraseDebtor, previewErasure } = await import('../../erasure/erase-debtor.ts')
      const perform = confirm === true ? eraseDebtor : previewErasure
      const named = caseId === undefined ? { invoiceNumber: invoice ?? 0 } : { caseId }
      const done = await withCtx((ctx) => perform(ctx, { clientId, of: named, reason }))
      print(json, { erased: confirm === true, ...done }, () =>
        facts([
          [confirm === true ? 'Erased' : 'Would be erased; add --confirm to erase it', done.keyId],
          ['Invoices', done.invoices.join(', ') || 'none'],
          ['Cases', done.cases.join(', ') || 'none'],
          ['Documents', String(done.documents)],
          ...Object.entries(done.rows).map(([table, count]): [string, string] => [`Rows of ${table}`, String(count)]),
        ]),
      )
    })
}

function invoiceNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('It takes an invoice’s number.')
  return Number(text)
}
