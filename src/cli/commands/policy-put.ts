import type { Command } from 'commander'
import { withCtx } from '../context.ts'
import { readObject } from '../input-file.ts'
import { nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'

export function policyPutCommand(policy: Command): void {
  const summary =
    'Save a policy as a new version; Saatava refuses a step that the law forbids, with the rule and its source'
  verb(policy, 'put', summary, 'policy put --file policy.json')
    .requiredOption('--file <path>', 'JSON; "-" for standard input', nonEmpty)
    .action(async ({ file, json }: { file: string; json?: boolean }) => {
      const input = await readObject(file, 'policy')
      const { putPolicy } = await import('../../dunning/policies/put-policy.ts')
      const saved = await withCtx((ctx) => putPolicy(ctx, input))
      print(json, saved, () => `Saved: ${saved.policyId}, version ${saved.version}; open cases keep their version`)
    })
}
