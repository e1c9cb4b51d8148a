import type { Command } from 'commander'
import type { Check } from '../../doctor/check.ts'
import type { Diagnosis } from '../../doctor/diagnosis.ts'
import { type Config, ConfigError, readConfig } from '../../config/config.ts'
import { createLogger } from '../../platform/logger.ts'
import { createCliPlatform, withDatabase } from '../context.ts'
import { CliError, EXIT_FAILURE } from '../failure.ts'
import { finishing } from '../finishing.ts'
import { verb } from '../options.ts'
import { print, table } from '../output.ts'

export function doctorCommand(program: Command): void {
  verb(
    program,
    'doctor',
    'Check everything that this installation needs; the exit code is 1 if a check fails',
    'doctor',
  ).action(async ({ json }: { json?: boolean }) => {
    const diagnosis = await examine(process.env)
    print(json, diagnosisJson(diagnosis), () => textOf(diagnosis))
    if (diagnosis.state === 'FAIL') process.exitCode = EXIT_FAILURE
  })
}

async function examine(env: NodeJS.ProcessEnv): Promise<Diagnosis> {
  const { diagnose, diagnoseWithout, databaseFailure } = await import('../../doctor/diagnose.ts')
  const { config, problems } = settingsOf(env)
  if (config === undefined) return { ...settingsAlone(problems), environment: env['SAATAVA_ENV'] ?? 'sandbox' }
  let found: Diagnosis | undefined
  try {
    await withDatabase(
      async ({ url }) => {
        const platform = createCliPlatform(config, createLogger({ ...config, logLevel: 'silent' }, 2), url)
        const { readSandboxClock } = await import('../../clock/read-sandbox-clock.ts')
        const { closePool } = await import('../../platform/database.ts')
        await finishing(
          async () => {
            await readSandboxClock(platform).catch(() => undefined)
            found = await diagnose(platform)
          },
          () => closePool(platform.pool),
        )
      },
      { access: 'read', config },
    )
  } catch (error) {
    const failure =
      error instanceof CliError
        ? { ...databaseFailure(error, config), says: error.message }
        : databaseFailure(error, config)
    found ??= await diagnoseWithout(config, [failure])
  }
  if (found === undefined) throw new Error('the database was opened, but nothing was checked')
  const { diagnosisOf } = await import('../../doctor/diagnosis.ts')
  const isReplaced = (name: string) => problems.some((problem) => problem.name === name)
  return diagnosisOf(config.environment, [...problems, ...found.checks.filter(({ name }) => !isReplaced(name))])
}

/** Not a key: it only lets the other settings be read, so that all that is wrong is shown at once. */
const STAND_IN_KEY = `none:${Buffer.alloc(32).toString('base64')}`

function settingsOf(env: NodeJS.ProcessEnv): { config: Config | undefined; problems: Check[] } {
  try {
    return { config: readConfig(env), problems: [] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const problem = { state: 'FAIL' as const, says: error.message, advice: 'Correct it: the service does not start.' }
    if ((env['SAATAVA_MASTER_KEY'] ?? '').trim() !== '')
      return { config: undefined, problems: [{ name: 'settings', ...problem }] }
    const others = settingsOf({ ...env, SAATAVA_MASTER_KEY: STAND_IN_KEY })
    const name = others.config === undefined ? 'settings' : 'master key'
    return { config: others.config, problems: [{ name, ...problem }, ...others.problems] }
  }
}

function settingsAlone(checks: Check[]): Omit<Diagnosis, 'environment'> {
  return { state: 'FAIL', collects: false, nothingCollected: null, checks }
}

function diagnosisJson({ environment, state, collects, nothingCollected, checks }: Diagnosis) {
  const shown = checks.map(({ name, state: how, says, advice }) => ({ name, state: how, says, advice }))
  return { environment, state, collects, nothingCollected, checks: shown }
}

function textOf({ environment, state, collects, checks }: Diagnosis): string {
  const rows = checks.map(({ name, state: how, says, advice }) => [
    how,
    name,
    advice === null || how === 'OK' ? says : `${says} ${advice}`,
  ])
  const count = (which: Check['state']) => checks.filter((check) => check.state === which).length
  const end = state === 'OK' ? 'All checks passed.' : `${count('FAIL')} failed, ${count('WARN')} need attention.`
  const nothing = collects ? '' : '\nUntil then, nothing is collected: no debtor is reminded.'
  return `${table(['STATE', 'CHECK', `EFFECT, AND WHAT TO DO (${environment})`], rows)}\n\n${end}${nothing}`
}
