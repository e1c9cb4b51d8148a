import type { CaseId } from '@saatava/core/ids.ts'
import { type Command, Option } from 'commander'
import { OBJECTION_KINDS, type ObjectionKind } from '../../claims/objection.ts'
import { withCtx } from '../context.ts'
import { nonEmpty, verb } from '../options.ts'
import { facts, print } from '../output.ts'
import { caseNumber } from '../payment-options.ts'

interface Options {
  kind: ObjectionKind
  comment: string
  preview?: boolean
  json?: boolean
}

export function caseObjectionCommand(command: Command): void {
  const example = 'case objection 5000001 --kind WITHOUT_RELEVANT_GROUND --comment "Asks for time; denies nothing"'
  verb(command, 'objection', 'Record an objection of a debtor, or that it has no relevant ground', example)
    .argument('<case>', 'the case’s number', caseNumber)
    .addOption(
      new Option('--kind <kind>', 'kind of the objection; WITHOUT_RELEVANT_GROUND lets collection continue')
        .choices(OBJECTION_KINDS)
        .makeOptionMandatory(),
    )
    .requiredOption('--comment <text>', 'words of the debtor, or the reason why it has no relevant ground', nonEmpty)
    .option('--preview', 'dry run: show the outcome, change nothing')
    .action(async (caseId: CaseId, { kind, comment, preview, json }: Options) => {
      const { actOnCase, previewActOnCase } = await import('../../case-api/actions/act-on-case.ts')
      const action = { code: 'OBJECTION', comment, data: { caseId, objection: kind } } as const
      const outcome = await withCtx((ctx) => (preview === true ? previewActOnCase : actOnCase)(ctx, action))
      const result = outcome.state === 'performed' ? outcome.effect : outcome.refusal
      const shown = { preview: preview === true, caseId, outcome: outcome.state, ...result }
      print(json, shown, () => facts(Object.entries(shown)))
    })
}
