import type { Command } from 'commander'
import { port, verb } from '../options.ts'

interface Options {
  port?: number
  role?: string
  json?: boolean
}

export function startCommand(program: Command): void {
  verb(program, 'start', 'Start the service; Ctrl-C stops it', 'start --port 9090')
    .option('--port <port>', 'TCP port of the API; overrides PORT', port)
    .option('--role <role>', 'all, api or worker; overrides SAATAVA_ROLE')
    .action(async (options: Options) => {
      const env = {
        ...process.env,
        ...(options.port === undefined ? {} : { PORT: String(options.port) }),
        ...(options.role === undefined ? {} : { SAATAVA_ROLE: options.role }),
      }
      const { explainAndExit, startMain } = await import('../../main.ts')
      await startMain(env, { json: options.json === true }).catch(explainAndExit)
    })
}
