import { type Command, Option } from 'commander'
import type { DocumentKind } from '../../accounting/list-documents.ts'
import { retryAllFailed } from '../../accounting/retry-all-failed.ts'
import { retryDocument } from '../../accounting/retry-document.ts'
import { withClient } from '../context.ts'
import { EXIT_USAGE } from '../failure.ts'
import { clientNumber, nonEmpty, verb } from '../options.ts'
import { plain, print } from '../output.ts'

interface Options {
  client: number
  kind?: DocumentKind
  identifier?: string
  allFailed?: boolean
  json?: boolean
}

export function syncRetryCommand(sync: Command): void {
  const example = `sync retry --client 100001 --kind ledger --identifier V-2026-17
  npx saatava sync retry --client 100001 --all-failed`
  const command = verb(
    sync,
    'retry',
    'Send failed documents again; Saatava first searches for each in the accounting system',
    example,
  )
    .requiredOption('--client <number>', 'whose documents', clientNumber)
    .addOption(new Option('--kind <kind>', 'kind of the document').choices(['ledger', 'payment', 'invoice']))
    .addOption(new Option('--identifier <id>', 'its identifier, as it was submitted').argParser(nonEmpty))
    .addOption(
      new Option('--all-failed', 'every failed document of the client, or of one --kind').conflicts('identifier'),
    )
  command.action(async ({ client, kind, identifier, allFailed, json }: Options) => {
    if (allFailed !== true && (kind === undefined || identifier === undefined)) {
      command.error('error: give --kind and --identifier for one document, or --all-failed for all that failed', {
        exitCode: EXIT_USAGE,
      })
    }
    const retried = await withClient(client, async (ctx) => {
      if (kind === undefined || identifier === undefined) return retryAllFailed(ctx, kind === undefined ? {} : { kind })
      await retryDocument(ctx, kind, identifier)
      return [{ kind, identifier }]
    })
    print(json, { retried }, () =>
      retried.length === 0
        ? 'No document has failed, so there is nothing to retry.'
        : [
            ...retried.map((one) => `Queued again: ${one.kind} ${plain(one.identifier)}`),
            `Follow it: saatava sync status --client ${client}`,
          ].join('\n'),
    )
  })
}
