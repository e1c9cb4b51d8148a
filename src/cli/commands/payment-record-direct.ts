import type { EntryId } from '@saatava/core/ids.ts'
import type { Command } from 'commander'
import { minorToNumber } from '@saatava/core/money.ts'
import { acting, personOption } from '../acting.ts'
import { withCtx } from '../context.ts'
import { CliError } from '../failure.ts'
import { clientNumber, verb } from '../options.ts'
import { facts, print } from '../output.ts'
import { caseNumber, waitingId } from '../payment-options.ts'

interface Options {
  case?: number
  invoice?: number
  client?: number
  as?: string
  json?: boolean
}

export function paymentRecordDirectCommand(payment: Command): void {
  const example = 'payment record-direct 0190f6a0-0000-7000-8000-000000000000 --case 5000001 --as "Jane Doe"'
  const summary = 'Record money on the creditor’s own account as a direct payment; client funds do not change'
  personOption(verb(payment, 'record-direct', summary, example))
    .argument('<id>', 'id of the entry (OTHER_ACCOUNT); "payment unallocated" shows it', waitingId)
    .option('--case <number>', 'the case it pays', caseNumber)
    .option('--invoice <number>', 'or the invoice, with --client', caseNumber)
    .option('--client <number>', 'whose invoice', clientNumber)
    .action(async (entryId: EntryId, options: Options) => {
      const target = caseOf(options)
      const { recordDirectEntry } = await import('../../payments/record-direct-entry.ts')
      const recorded = await withCtx((ctx) => recordDirectEntry(acting(ctx, options.as), { entryId, target }))
      const shown = {
        paymentId: recorded.paymentId,
        allocationId: recorded.allocationId ?? null,
        capitalAmount: minorToNumber(recorded.paid.capital),
        interestAmount: minorToNumber(recorded.paid.interest),
        costsAmount: minorToNumber(recorded.paid.costs + recorded.paid.fees),
        overpaidAmount: minorToNumber(recorded.rest),
      }
      print(options.json, shown, () => facts(Object.entries(shown)))
    })
}

function caseOf({ case: caseId, invoice: invoiceNumber, client: clientId }: Options) {
  if (caseId !== undefined) return { caseId }
  if (invoiceNumber !== undefined && clientId !== undefined) return { clientId, invoiceNumber }
  throw new CliError('USAGE', 'Name the case that it pays: --case, or --invoice with --client.')
}
