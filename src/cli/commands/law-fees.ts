import type { CivilDate } from '@saatava/core/dates.ts'
import type { Command } from 'commander'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { minorToText } from '@saatava/core/money.ts'
import { type FeeStep, feeSteps, totalCap } from '@saatava/law/fee-steps.ts'
import { CURRENCY_OF } from '@saatava/law/rule.ts'
import type { Claim } from '@saatava/law/steps.ts'
import {
  type ClaimOptions,
  amountJson,
  claimJson,
  claimVerb,
  date,
  instalments,
  lawOptions,
  withLaw,
} from '../law-options.ts'
import { print, table } from '../output.ts'

interface Options extends ClaimOptions {
  due: CivilDate
  sent?: string
  instalments?: number
  enforceable?: boolean
  ownCollection?: boolean
  vat: boolean
}

export function lawFeesCommand(law: Command): void {
  const command = claimVerb(
    law,
    'fees',
    'Fees of each step of collection, with the first day and the rule',
    '--country FI --debtor CONSUMER --capital 250.00 --due 2026-01-15',
  )
    .requiredOption('--due <date>', 'the due date', date)
    .option('--sent <date>', 'when the invoice was sent', date)
    .option(
      '--instalments <count>',
      'number of instalments of a payment plan; default: the number with the highest fee',
      instalments,
    )
    .option('--enforceable', 'the claim may be enforced without a judgment')
    .option('--own-collection', 'the creditor collects without the agency')
    .option('--no-vat', 'the creditor is not liable to VAT')
  lawOptions(command).action(async ({ json, ...options }: Options) => {
    const claim = claimOf(options)
    const { steps, total } = await withLaw(options, (law) => {
      const steps = feeSteps(claim, law)
      const last = steps.findLast(({ earliest }) => earliest !== null)?.earliest ?? claim.due
      return { steps, total: totalCap(claim, last, law) ?? null }
    })
    const value = {
      ...claimJson(options),
      due: claim.due,
      steps: steps.map((step) => ({ ...step, most: amountJson(step.most) })),
      total: total === null ? null : { ...total, most: amountJson(total.most) },
    }
    print(json, value, () => text(steps, total, CURRENCY_OF[claim.country]))
  })
}

function claimOf({
  country,
  debtor,
  capital,
  due,
  sent,
  instalments,
  enforceable = false,
  ownCollection = false,
  vat,
}: Options): Claim {
  return {
    country,
    debtorType: debtor,
    capital,
    due,
    professional: !ownCollection,
    directlyEnforceable: enforceable,
    creditorVatLiable: vat,
    ...omitUndefined({ invoiceSent: sent, instalments }),
  }
}

function text(
  steps: FeeStep[],
  total: { most: bigint; rule: string; source: string } | null,
  currency: string,
): string {
  const rows = steps.map(({ step, earliest, most, status, rule, note }) => [
    step,
    earliest,
    most === null ? '?' : minorToText(most),
    status,
    rule,
    status === 'missing' ? 'see below' : note,
  ])
  const missing = steps.flatMap(({ status, note }) => (status === 'missing' && note !== undefined ? [note] : []))
  const sources = [...steps.flatMap(({ rules }) => rules), ...(total === null ? [] : [total])]
  const cited = [...new Map(sources.map(({ rule, source }) => [rule, source]))]
  return [
    table(['STEP', 'EARLIEST', `MOST ${currency}`, 'STATUS', 'RULE', 'NOTE'], rows),
    total === null
      ? 'No limit of the total is known here.'
      : `Collection may cost at most ${minorToText(total.most)} ${currency} (${total.rule}).`,
    'Each first day assumes that the steps above it are taken on their first days.',
    ...missing,
    table(['RULE', 'SOURCE'], cited),
  ].join('\n\n')
}
