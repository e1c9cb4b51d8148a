import { type Command, Argument } from 'commander'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { DEBTOR_MARKS, type DebtorMark } from '@saatava/law/debtor-marks.ts'
import { clientCtx } from '../../platform/context.ts'
import { withCtx } from '../context.ts'
import { debtorArgument, printDebtor } from '../debtor-view.ts'
import { day, nonEmpty, verb } from '../options.ts'

interface Options {
  client?: number
  fromDay: string
  source: string
  guardian?: string
  street?: string
  postalCode?: string
  postalDistrict?: string
  country: string
  email?: string
  json?: boolean
}

export function debtorMarkCommand(debtor: Command): void {
  const example = 'debtor mark 5000001 DECEASED --from-day 2026-02-01 --source "Population register, 2026-02-10"'
  debtorArgument(verb(debtor, 'mark', 'Set a mark of a debtor; its open cases follow', example))
    .addArgument(new Argument('<mark>', 'the mark').choices(DEBTOR_MARKS))
    .requiredOption('--from-day <date>', 'the day from which it holds', day)
    .requiredOption('--source <text>', 'how it is known', nonEmpty)
    .option('--guardian <name>', 'with GUARDIAN: who receives the letters', nonEmpty)
    .option('--street <street>', 'street of the guardian', nonEmpty)
    .option('--postal-code <code>', 'postal code of the guardian', nonEmpty)
    .option('--postal-district <district>', 'postal district of the guardian', nonEmpty)
    .option('--country <code>', 'country of the guardian', nonEmpty, 'FI')
    .option('--email <address>', 'email address of the guardian', nonEmpty)
    .action(async (text: string, mark: DebtorMark, options: Options) => {
      const { namedDebtor } = await import('../../case-api/debtors/named-debtor.ts')
      const { setMark } = await import('../../case-api/debtors/change-debtor.ts')
      const { client, fromDay, source, json } = options
      const { body } = await withCtx(async (ctx) => {
        const { clientId, debtorId } = await namedDebtor(ctx, text, client)
        return setMark(clientCtx(ctx, clientId), debtorId, mark, { fromDay, source, ...guardianOf(options) })
      })
      printDebtor(json, body as Record<string, unknown>)
    })
}

function guardianOf({ guardian, street, postalCode, postalDistrict, country, email }: Options) {
  if (guardian === undefined) return {}
  const address =
    street === undefined
      ? undefined
      : { ...omitUndefined({ street, postalCode, postalDistrict }), countryCode: country }
  return { guardian: { name: guardian, ...omitUndefined({ address, email }) } }
}
