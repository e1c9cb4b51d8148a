import { type Command, Option } from 'commander'
import { dropDocument } from '../../accounting/drop-document.ts'
import type { DocumentKind } from '../../accounting/list-documents.ts'
import { withClient } from '../context.ts'
import { clientNumber, nonEmpty, verb } from '../options.ts'
import { plain, print } from '../output.ts'

interface Options {
  client: number
  kind: DocumentKind
  identifier: string
  json?: boolean
}

export function syncDropCommand(sync: Command): void {
  const command = verb(
    sync,
    'drop',
    'Drop a failed document; later documents of its invoice are sent',
    'sync drop --client 100001 --kind payment --identifier P-2026-17',
  )
    .requiredOption('--client <number>', 'whose document', clientNumber)
    .addOption(
      new Option('--kind <kind>', 'kind of the document')
        .choices(['ledger', 'payment', 'invoice'])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--identifier <id>', 'its identifier, as it was submitted').argParser(nonEmpty).makeOptionMandatory(),
    )
  command.action(async ({ client, kind, identifier, json }: Options) => {
    const { warnings = [] } = await withClient(client, (ctx) => dropDocument(ctx, kind, identifier))
    print(json, { dropped: { kind, identifier }, warnings }, () =>
      [`Dropped: ${kind} ${plain(identifier)}`, ...warnings.map(({ message }) => message)].join('\n'),
    )
  })
}
