import type { Command } from 'commander'
import type { ConnectionInput } from '../../accounting/connection-schemas.ts'
import { CONNECTORS } from '../../connectors/registry.ts'
import { AppError, type Fault, invalid } from '../../platform/errors.ts'
import { compileCleaner, unknownFault } from '../../platform/http/shape.ts'
import { faultsOf, validatorOfBody } from '../../platform/http/validation.ts'
import { withClient } from '../context.ts'
import { readObject } from '../input-file.ts'
import { clientNumber, nonEmpty, verb } from '../options.ts'
import { facts, print } from '../output.ts'

interface Options {
  client: number
  system: string
  company: string
  simulator?: boolean
  credentialsFile?: string
  settingsFile?: string
  mappingsFile?: string
  default?: boolean
  json?: boolean
}

export function connectionSetCommand(connection: Command): void {
  const example = `connection set --client 100001 --system NETVISOR --company 1234567-1 --credentials-file netvisor.json
  npx saatava connection set --client 100001 --system PROCOUNTOR --company 55 --simulator`
  verb(connection, 'set', 'Connect a client’s company to its accounting system, or change the connection', example)
    .requiredOption('--client <number>', 'whose connection', clientNumber)
    .requiredOption('--system <name>', CONNECTORS.map(({ system }) => system).join(', '), (text) => text.toUpperCase())
    .requiredOption('--company <id>', 'the company in that system; vouchers name it', nonEmpty)
    .option('--simulator', 'the built-in simulator instead of the real system; needs no credentials')
    .option('--credentials-file <file>', 'JSON object, - for standard input (default: keep the stored ones)')
    .option('--settings-file <file>', 'JSON object (default: keep the stored ones)')
    .option('--mappings-file <file>', 'JSON object of voucherTypes, vatCodes, dimensions and paymentMethods')
    .option(
      '--default',
      'true: payments, which do not name a company, use this connection; the first connection is the default',
    )
    .action(async (options: Options) => {
      // The import comes late, here and in the other connection commands: the connectors are many files, and most
      // commands need none.
      const { ConnectionInput } = await import('../../accounting/connection-schemas.ts')
      const { checkMasterKey } = await import('../../accounting/check-master-key.ts')
      const { putConnection } = await import('../../accounting/put-connection.ts')
      const input = checked(ConnectionInput, await inputOf(options))
      const view = await withClient(options.client, async (ctx) => {
        await checkMasterKey(ctx)
        const answer = await putConnection(ctx, input).catch(withoutSecrets)
        return answer.body as Record<string, unknown>
      })
      print(options.json, view, () => textOf(options.client, view))
    })
}

async function inputOf(options: Options): Promise<Record<string, unknown>> {
  const { credentialsFile, settingsFile, mappingsFile } = options
  return {
    system: options.system,
    companyIdentifier: options.company,
    ...(options.simulator === undefined ? {} : { simulator: options.simulator }),
    ...(options.default === undefined ? {} : { isDefault: options.default }),
    ...(credentialsFile === undefined ? {} : { credentials: await readObject(credentialsFile, 'credentials') }),
    ...(settingsFile === undefined ? {} : { settings: await readObject(settingsFile, 'settings') }),
    ...(mappingsFile === undefined ? {} : { mappings: await readObject(mappingsFile, 'mappings') }),
  }
}

/** Checks the body as the API does; unknown members are refused here, where nobody reads warnings. */
function checked(schema: object, body: Record<string, unknown>): ConnectionInput {
  const { unknown, faults } = compileCleaner(schema)(body, true)
  const validate = validatorOfBody(schema)
  const all: Fault[] = [...faults, ...unknown.map(unknownFault), ...faultsOf(validate(body))]
  if (all.length > 0) return withoutSecrets(invalid(all))
  return body as unknown as ConnectionInput
}

function withoutSecrets(error: unknown): never {
  if (!(error instanceof AppError) || error.faults === undefined) throw error
  throw invalid(
    error.faults.map(({ received, ...fault }) =>
      received === undefined || fault.pointer.startsWith('/credentials') ? fault : { ...fault, received },
    ),
  )
}

function textOf(client: number, view: Record<string, unknown>): string {
  return [
    facts([
      ['Client', client],
      ['System', String(view['system'])],
      ['Company', String(view['companyIdentifier'])],
      ['Simulator', view['simulator'] === true],
      ['Default', view['isDefault'] === true],
      ['State', String(view['state'])],
      ['Settings', JSON.stringify(view['settings'])],
    ]),
    `Try it: saatava connection test --client ${client} --company ${String(view['companyIdentifier'])}`,
  ].join('\n\n')
}
