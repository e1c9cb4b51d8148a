/** `npm start`: reads the settings, starts what they ask for, and stops it cleanly. */
import { checkStart, portProblem } from './check-start.ts'
import { diagnose } from './doctor/diagnose.ts'
import { summaryLine } from './doctor/diagnosis.ts'
import { databaseProblem } from './platform/database-problem.ts'
import { openDatabase } from './embedded-postgres/open-database.ts'
import { ConfigError, readConfig } from './config/config.ts'
import type { Ctx } from './platform/context.ts'
import { createLogger } from './platform/logger.ts'
import { misspeltSettings } from './config/misspelt-settings.ts'
import { MigrationError, migrate } from './platform/migrate.ts'
import { EmbeddedPostgresError } from './embedded-postgres/index.ts'
import { banner } from './sandbox/banner.ts'
import { ensureDemo } from './sandbox/demo.ts'
import type { Demo } from './sandbox/demo-record.ts'
import { type Service, startService } from './service.ts'
import { makeDemoLink } from './users/enrolment/make-enrolment.ts'

/**
 * Starts the service and returns when it is up; signals stop it.
 * @param options.json what it says to people is one line of JSON instead, once it is up
 */
export async function startMain(env: NodeJS.ProcessEnv, options: { json?: boolean } = {}): Promise<void> {
  const config = readConfig(env)
  const say = (text: string) => options.json !== true && process.stdout.write(text)
  await checkStart(config)
  const log = createLogger(config)
  for (const sentence of misspeltSettings(env)) log.warn(sentence)
  const database = await openDatabase(config, log)
  let service: Service
  try {
    const { applied } = await migrate(database.ownerUrl, { serviceUrl: database.url })
    if (applied.length > 0) log.info({ applied }, 'the database was migrated')
    service = await startService(config, database.url)
  } catch (error) {
    await database.stop()
    throw error
  }
  stopOnSignal(say, async () => {
    await service.stop()
    await database.stop()
  })
  let demo: Demo | undefined
  if (config.demo && config.role !== 'worker' && config.environment === 'sandbox') {
    demo = await ensureDemo(service.platform, service.origin, (line) => say(`  ${line}\n`)).catch((error: unknown) => {
      log.warn({ err: error }, 'the demo data could not be made; the service runs without it')
      return undefined
    })
  }
  const { origin } = service
  const diagnosis = await diagnose(service.platform)
  const doctor = summaryLine(diagnosis)
  if (doctor !== undefined && (options.json === true || !process.stdout.isTTY)) log.warn(doctor)
  const console = await demoLink(service).catch((error: unknown) => {
    log.warn({ err: error }, 'no link into the console could be made; "saatava console open" makes one')
    return undefined
  })
  say(banner(origin, { console, demo, environment: config.environment, role: config.role, doctor }))
  if (options.json === true) {
    const { state, collects } = diagnosis
    const up = {
      doctor: { state, collects },
      origin,
      docs: `${origin}/docs`,
      console: console ?? null,
      environment: config.environment,
      demo: demo ?? null,
    }
    process.stdout.write(`${JSON.stringify(up)}\n`)
  }
}

/** A link into the console of a sandbox, which works once. */
async function demoLink({ platform, consoleOrigin }: Service): Promise<string | undefined> {
  if (consoleOrigin === undefined || platform.config.environment !== 'sandbox') return undefined
  const ctx: Ctx = { platform, log: platform.log, requestId: 'start', actor: 'system:start' }
  const { path } = await makeDemoLink(ctx)
  return consoleOrigin + path
}

/** The first signal stops cleanly; a second one does not wait. */
function stopOnSignal(say: (text: string) => void, stop: () => Promise<void>): void {
  let stopping = false
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1)
    stopping = true
    say(`\n  ${signal}: stopping; running work is finished first.\n`)
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`  The stop did not end cleanly: ${(error as Error).message}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

function explanation(error: unknown): string {
  const { name, message, stack } = error as Error
  if (EXPLAINED.has(name)) return message
  return portProblem(error) ?? databaseProblem(error, process.env['DATABASE_URL']) ?? stack ?? String(error)
}

/** Errors whose message is a sentence for people. */
const EXPLAINED = new Set([ConfigError.name, MigrationError.name, EmbeddedPostgresError.name])

/** Ends the process with one sentence instead of a stack, where the sentence says it all. */
export function explainAndExit(error: unknown): never {
  process.stderr.write(`\n  Saatava could not start. ${explanation(error)}\n`)
  process.exit(1)
}

if (import.meta.main) startMain(process.env).catch(explainAndExit)
