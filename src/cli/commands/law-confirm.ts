import type { Command } from 'commander'
import { acting, personOption } from '../acting.ts'
import { withCtx } from '../context.ts'
import { readObject } from '../input-file.ts'
import { nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'

interface Given {
  file: string
  sources?: string
  as?: string
  json?: boolean
}

export function lawConfirmCommand(law: Command): void {
  const confirm = verb(
    law,
    'confirm',
    'Confirm, replace or add law rules in the database; they count within seconds',
    'law confirm --file rules.json --sources "Finlex, Bank of Finland" --as "N. N."',
  )
    .requiredOption(
      '--file <path>',
      'JSON {"rules": [...]} as "law rules --json" prints; "-" for standard input',
      nonEmpty,
    )
    .option('--sources <text>', 'what the person has read', nonEmpty)
  personOption(confirm).action(async ({ file, sources, as, json }: Given) => {
    const { rules } = await readObject(file, 'rules')
    const { confirmLaw } = await import('../../agency/confirm-law.ts')
    const done = await withCtx((given) => {
      const ctx = acting(given, as)
      return confirmLaw(ctx, { rules, person: ctx.actor, sourcesRead: sources ?? null })
    })
    print(json, done, () => `Confirmed: ${done.confirmed} ${done.confirmed === 1 ? 'rule' : 'rules'}`)
  })
}
