import { type Command, InvalidArgumentError, Option } from 'commander'
import type { DetailChanges } from '../../agency/set-details.ts'
import { AGENCY_ADDRESS_FORM, type AgencyAddress, agencyAddress } from '../../config/agency-address.ts'
import { acting, personOption } from '../acting.ts'
import { detailsText, detailsView } from '../agency-details-view.ts'
import { withCtx } from '../context.ts'
import { CliError } from '../failure.ts'
import { nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'

const CLEARABLE = ['address', 'businessId', 'email', 'phone', 'hours', 'web'] as const

interface Given extends DetailChanges {
  clear?: (typeof CLEARABLE)[number][]
  as?: string
  json?: boolean
}

export function agencySetCommand(agency: Command): void {
  const set = verb(
    agency,
    'set',
    'Change the agency’s details in letters to debtors; details that you leave out stay',
    'agency set --phone "+358 9 123 4567" --hours "Mon-Fri 9-15" --as "N. N."',
  )
    .option('--name <name>', 'its name', nonEmpty)
    .option('--address <line>', AGENCY_ADDRESS_FORM, address)
    .option('--business-id <code>', 'its business code', nonEmpty)
    .option('--email <address>', 'email address for questions and objections', nonEmpty)
    .option('--phone <number>', 'its telephone number', nonEmpty)
    .option('--hours <text>', 'hours when the telephone is answered', nonEmpty)
    .option('--web <address>', 'its web address', nonEmpty)
    .addOption(new Option('--clear <detail...>', 'remove these details').choices(CLEARABLE))
  personOption(set).action(async ({ as, json, clear = [], ...changes }: Given) => {
    if (clear.length === 0 && Object.keys(changes).length === 0)
      throw new CliError('USAGE', 'Name at least one detail to change, such as --phone; --help lists them.')
    const { setDetails } = await import('../../agency/set-details.ts')
    const cleared = Object.fromEntries(clear.map((name) => [name, undefined]))
    const details = await withCtx((ctx) => setDetails(acting(ctx, as), { ...changes, ...cleared }))
    print(json, detailsView(details), () => detailsText(details))
  })
}

function address(line: string): AgencyAddress {
  const read = agencyAddress(line)
  if (read === undefined) throw new InvalidArgumentError(`It takes ${AGENCY_ADDRESS_FORM}.`)
  return read
}
