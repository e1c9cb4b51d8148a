import type { Command } from 'commander'
import { withCtx } from '../context.ts'
import { debtorArgument } from '../debtor-view.ts'
import { verb } from '../options.ts'
import { plain, print, table } from '../output.ts'

export function debtorPersonCommand(debtor: Command): void {
  debtorArgument(
    verb(debtor, 'person', 'Show the same person or company over all clients', 'debtor person 5000001'),
  ).action(async (text: string, { client, json }: { client?: number; json?: boolean }) => {
    const { namedDebtor } = await import('../../case-api/debtors/named-debtor.ts')
    const { findPerson } = await import('../../case-api/debtors/find-person.ts')
    const debtors = await withCtx(async (ctx) => findPerson(ctx, await namedDebtor(ctx, text, client)))
    print(json, { debtors }, () =>
      table(
        ['CLIENT', 'DEBTOR', 'OPEN', 'NAME'],
        debtors.map(({ clientId, debtorId, openCases, name }) => [String(clientId), debtorId, openCases, plain(name)]),
      ),
    )
  })
}
