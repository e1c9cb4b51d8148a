import type { Command } from 'commander'
import { minorToText } from '@saatava/core/money.ts'
import { withReadCtx } from '../context.ts'
import { CliError } from '../failure.ts'
import { verb } from '../options.ts'
import type { Policy } from '../../claims/policy.ts'
import { plain, print, table } from '../output.ts'

export function policyShowCommand(policy: Command): void {
  verb(policy, 'show [id]', 'All policies, or the steps of one policy', 'policy show FI-CONSUMER').action(
    async (id: string | undefined, { json }: { json?: boolean }) => {
      const { listPolicies } = await import('../../dunning/policies/list-policies.ts')
      const all = await withReadCtx((ctx) => listPolicies(ctx))
      const policies = all.filter(({ policyId }) => id === undefined || policyId === id)
      if (id !== undefined && policies.length === 0)
        throw new CliError('NOT_FOUND', `There is no policy ${id}; "saatava policy show" lists them.`)
      print(json, { policies }, () =>
        id === undefined
          ? table(
              ['POLICY', 'VERSION', 'COUNTRY', 'DEBTORS', 'STEPS', 'NAME'],
              policies.map((one) => [
                ...[one.policyId, one.version, one.country, one.debtorType, one.steps.length, plain(one.name)],
              ]),
            )
          : policies.map(described).join('\n'),
      )
    },
  )
}

function described({ steps, letters }: Policy): string {
  const rows = steps.map((step) => [step.kind, step.afterDays, feeText(step.fee), step.payWithinDays])
  const events = letters.length === 0 ? 'none' : letters.join(', ')
  return `${table(['STEP', 'AFTER DAYS', 'FEE', 'PAY WITHIN DAYS'], rows)}\nLetters of events, free of charge: ${events}`
}

function feeText(fee: Policy['steps'][number]['fee']): string {
  if (fee === 'MOST') return 'maximum allowed'
  return fee === 'NONE' ? 'none' : minorToText(BigInt(fee))
}
