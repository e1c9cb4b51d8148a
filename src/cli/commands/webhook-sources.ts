import { networkInterfaces } from 'node:os'
import { isPublicAddress } from '@saatava/core/public-address.ts'
import type { Command } from 'commander'
import { verb } from '../options.ts'
import { print } from '../output.ts'

/** Receivers that admit known addresses alone list these. */
export function webhookSourcesCommand(webhook: Command): void {
  verb(webhook, 'sources', 'Public addresses of this machine, from which webhooks come', 'webhook sources').action(
    ({ json }: { json?: boolean }) => {
      const all = Object.values(networkInterfaces()).flatMap((one) => one?.map(({ address }) => address) ?? [])
      const sources = [...new Set(all.filter((address) => isPublicAddress(address)))].toSorted()
      print(json, { sources }, () =>
        sources.length === 0
          ? 'This machine has no public address: webhooks come from the address of its gateway. Ask who runs the network for it, and give it to the receivers.'
          : `${sources.join('\n')}\n\nRun this on each machine that runs workers.`,
      )
    },
  )
}
