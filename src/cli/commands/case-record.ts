import type { CaseId } from '@saatava/core/ids.ts'
import { type Command, Option } from 'commander'
import type { LegalAct } from '../../dunning/legal/record-act.ts'
import { LEGAL_STAGES } from '../../claims/states.ts'
import { withCtx } from '../context.ts'
import { day, nonEmpty, verb } from '../options.ts'
import { facts, print } from '../output.ts'
import { caseNumber } from '../payment-options.ts'

interface Options extends Omit<LegalAct, 'caseId'> {
  preview?: boolean
  json?: boolean
}

export function caseRecordCommand(command: Command): void {
  const example = 'case record 5000001 --stage ENFORCEMENT --date 2026-05-04 --reference "Protocol 26/1234"'
  verb(command, 'record', 'Record an act of a court or an enforcement authority on a case', example)
    .argument('<case>', 'the case’s number', caseNumber)
    .addOption(
      new Option('--stage <stage>', 'the stage that the case has reached').choices(LEGAL_STAGES).makeOptionMandatory(),
    )
    .requiredOption('--date <date>', 'the day it happened', day)
    .requiredOption('--reference <text>', 'reference of the case at the authority', nonEmpty)
    .option('--comment <text>', 'note for the agency’s people', nonEmpty)
    .option('--preview', 'dry run: show the outcome, change nothing')
    .action(async (caseId: CaseId, { preview, json, ...act }: Options) => {
      const { previewLegalAct, recordLegalAct } = await import('../../dunning/legal/record-act.ts')
      const perform = preview === true ? previewLegalAct : recordLegalAct
      const recorded = await withCtx((ctx) => perform(ctx, { ...act, caseId }))
      const shown = { preview: preview === true, ...recorded }
      print(json, shown, () => facts(Object.entries(shown)))
    })
}
