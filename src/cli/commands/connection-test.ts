import type { Command } from 'commander'
import type { AccountingCtx } from '../../accounting/context.ts'
import { simulatorsOrigin, withClient } from '../context.ts'
import { CliError, EXIT_FAILURE } from '../failure.ts'
import { clientNumber, nonEmpty, verb } from '../options.ts'
import { type Cell, facts, plain, print } from '../output.ts'

interface Options {
  client: number
  company?: string
  json?: boolean
}

interface Report {
  ok: boolean
  system: string
  companyIdentifier: string
  message: string
  details: Record<string, unknown>
}

interface Connection {
  companyIdentifier: string
  simulator: boolean
}

export function connectionTestCommand(connection: Command): void {
  const example = 'connection test --client 100001 --company 1234567-1'
  verb(
    connection,
    'test',
    'Call the accounting system and say what it answered; a passed test restarts a stopped queue',
    example,
  )
    .requiredOption('--client <number>', 'whose connection', clientNumber)
    .option('--company <id>', 'the company (default: the default connection)', nonEmpty)
    .action(async ({ client, company, json }: Options) => {
      const { checkMasterKey } = await import('../../accounting/check-master-key.ts')
      const { testConnection } = await import('../../accounting/test-connection.ts')
      const { report, simulators } = await withClient(client, async (ctx) => {
        const { companyIdentifier, simulator } = await connectionOf(ctx, company)
        await checkMasterKey(ctx)
        const { body } = await testConnection(ctx, { companyIdentifier })
        return {
          report: body as unknown as Report,
          simulators: simulator ? simulatorsOrigin(ctx.platform.config) : undefined,
        }
      })
      print(json, report, () => textOf(report, simulators))
      if (!report.ok) process.exitCode = EXIT_FAILURE
    })
}

/** The connection to test, or an error that names those there are. */
async function connectionOf(ctx: AccountingCtx, company: string | undefined): Promise<Connection> {
  const { getConnections } = await import('../../accounting/get-connections.ts')
  const { body } = await getConnections(ctx)
  const { connections } = (body ?? { connections: [] }) as { connections: Connection[] }
  const found = company === undefined ? connections[0] : connections.find((one) => one.companyIdentifier === company)
  if (found !== undefined) return found
  throw new CliError(
    'NOT_FOUND',
    connections.length === 0
      ? `Client ${ctx.clientId} has no connection: "saatava connection set" creates one.`
      : `Client ${ctx.clientId} has no connection for company ${plain(company ?? '')}; it has: ${connections.map((one) => plain(one.companyIdentifier)).join(', ')}.`,
  )
}

function textOf({ ok, system, companyIdentifier, message, details }: Report, simulators: string | undefined): string {
  const hint =
    ok || simulators === undefined
      ? []
      : [`The simulators are searched for at ${simulators}: start the service there, or set SIMULATORS_URL.`]
  const shown = Object.entries(details).map(([name, value]): [string, Cell] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  const entries: [string, Cell][] = [
    [ok ? 'Passed' : 'Failed', message],
    ['System', system],
    ['Company', companyIdentifier],
    ...shown,
  ]
  return [facts(entries), ...hint].join('\n\n')
}
