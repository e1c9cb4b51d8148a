import type { Command } from 'commander'
import { listPartners } from '../../onboarding/list-partners.ts'
import { withReadCtx } from '../context.ts'
import { verb } from '../options.ts'
import { print, table } from '../output.ts'

export function partnerListCommand(partner: Command): void {
  verb(partner, 'list', 'All partners', 'partner list').action(async ({ json }: { json?: boolean }) => {
    const rows = await withReadCtx(listPartners)
    const partners = rows.map(({ code, name, clients, createdAt }) => ({ partnerCode: code, name, clients, createdAt }))
    print(json, { partners }, () =>
      partners.length === 0
        ? 'There are no partners yet: "saatava partner create" creates one.'
        : table(
            ['CODE', 'CLIENTS', 'CREATED', 'NAME'],
            partners.map((row) => [row.partnerCode, row.clients, row.createdAt, row.name]),
          ),
    )
  })
}
