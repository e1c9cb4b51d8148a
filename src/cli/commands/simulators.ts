import { once } from 'node:events'
import { join } from 'node:path'
import type { Command } from 'commander'
import { readConfig } from '../../config/config.ts'
import { CliError } from '../failure.ts'
import { nonEmpty, port as readPort, verb } from '../options.ts'
import { facts, print } from '../output.ts'

interface Options {
  port: number
  host: string
  books?: string
  json?: boolean
}

export function simulatorsCommand(program: Command): void {
  verb(
    program,
    'simulators',
    'Run the simulated accounting systems, operator, print house and mail server alone; Ctrl-C stops them',
    'simulators --port 8090',
  )
    .option('--port <port>', 'TCP port', readPort, 8090)
    .option('--host <address>', 'address to listen on', nonEmpty, '127.0.0.1')
    // Not the books of a service in the same folder: two writers would mix them up.
    .option('--books <folder>', 'folder of their books (default: standalone in DATA_DIR)', nonEmpty)
    .action(async ({ port, host, books, json }: Options) => {
      const config = readConfig(process.env)
      if (config.environment === 'production') {
        throw new CliError('SETTING', 'SAATAVA_ENV is production, which never runs with simulators.')
      }
      const dataDir = books ?? join(config.dataDir, 'standalone')
      const { startSimulators } = await import('../../simulators/start.ts')
      const { origin, smtpPort, close } = await startSimulators({
        ...{ port, host, dataDir, smtpPort: config.mail.simulatorPort },
      }).catch(explain(host, port))
      const smtp = `smtp://127.0.0.1:${smtpPort}`
      print(json, { origin, smtp, books: dataDir }, () =>
        [
          facts([
            ['Simulators', `${origin}/simulators/<system>`],
            ['Mail server', smtp],
            ['Books', dataDir],
          ]),
          `Start the service with SIMULATORS_URL=${origin} and SMTP_URL=${smtp}. Ctrl-C stops them.`,
        ].join('\n\n'),
      )
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
      await close()
    })
}

function explain(host: string, port: number): (error: unknown) => never {
  return (error) => {
    const { code, port: taken = port } = error as NodeJS.ErrnoException & { port?: number }
    if (code !== 'EADDRINUSE') throw error
    const choice = taken === port ? 'choose another with --port' : 'choose another in MAIL_SIMULATOR_PORT'
    throw new CliError('PORT', `Port ${taken} of ${host} is in use: ${choice}.`)
  }
}
