import type { Command } from 'commander'
import { withClient } from '../context.ts'
import { clientNumber, verb } from '../options.ts'
import { print, table } from '../output.ts'

interface Connection {
  companyIdentifier: string
  system: string
  isDefault: boolean
  simulator: boolean
  state: string
  updatedAt: string
  reason: string | null
}

export function connectionListCommand(connection: Command): void {
  verb(connection, 'list', 'A client’s connections, the default one first', 'connection list --client 100001')
    .requiredOption('--client <number>', 'whose connections', clientNumber)
    .action(async ({ client, json }: { client: number; json?: boolean }) => {
      const { getConnections } = await import('../../accounting/get-connections.ts')
      const { body } = await withClient(client, getConnections, 'read')
      const { connections } = (body ?? { connections: [] }) as { connections: Connection[] }
      print(json, { connections }, () =>
        connections.length === 0
          ? `Client ${client} has no connection: "saatava connection set" creates one.`
          : table(
              ['COMPANY', 'SYSTEM', 'DEFAULT', 'SIMULATOR', 'STATE', 'UPDATED', 'REASON'],
              connections.map((row) => [
                row.companyIdentifier,
                row.system,
                row.isDefault,
                row.simulator,
                row.state,
                row.updatedAt,
                row.reason,
              ]),
            ),
      )
    })
}
