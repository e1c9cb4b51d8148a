import type { Command } from 'commander'
import { detailsText, detailsView } from '../agency-details-view.ts'
import { withReadCtx } from '../context.ts'
import { verb } from '../options.ts'
import { print } from '../output.ts'

export function agencyShowCommand(agency: Command): void {
  verb(agency, 'show', 'The agency’s details in letters to debtors', 'agency show').action(
    async ({ json }: { json?: boolean }) => {
      const { agencyDetails } = await import('../../agency/read-agency.ts')
      const details = await withReadCtx((ctx) => agencyDetails(ctx.platform))
      print(json, detailsView(details), () => detailsText(details))
    },
  )
}
