/** Everything that a deployment needs to do its work, looked at once. No check prints a secret, and none writes to the database. */
import type { Config } from '../config/config.ts'
import type { Platform } from '../platform/context.ts'
import { databaseProblem } from '../platform/database-problem.ts'
import { checkAgency } from './check-agency.ts'
import { checkAudit } from './check-audit.ts'
import { checkChannels } from './check-channels.ts'
import { checkDatabase, checkWorkers } from './check-database.ts'
import { checkFeeds } from './check-feeds.ts'
import { checkFourEyes } from './check-four-eyes.ts'
import { checkLaw } from './check-law.ts'
import { checkLawTimes } from './check-law-times.ts'
import { checkMachine } from './check-machine.ts'
import { checkTokens } from './check-tokens.ts'
import { checkTasks } from './check-tasks.ts'
import { type Check, fail } from './check.ts'
import { type Diagnosis, diagnosisOf } from './diagnosis.ts'
import { selectDataDirectory } from './queries.ts'

export async function diagnose(platform: Platform): Promise<Diagnosis> {
  const { config } = platform
  const { checks: database, isMigrated } = await checkDatabase(platform).catch((error: unknown) => ({
    checks: [databaseFailure(error, config)],
    isMigrated: false,
  }))
  const directory = isLocal(config) ? await selectDataDirectory(platform.pool).catch(() => undefined) : undefined
  const inDatabase = isMigrated
    ? [
        ...(await guarded('workers', config, async () => [await checkWorkers(platform)])),
        ...(await guarded('feeds', config, async () => [await checkFeeds(platform)])),
        ...(await guarded('audit', config, async () => [await checkAudit(platform)])),
        ...(await guarded('tokens', config, async () => [await checkTokens(platform)])),
        ...(await guarded('four eyes', config, async () => [await checkFourEyes(platform)])),
        ...(await guarded('tasks', config, async () => [await checkTasks(platform)])),
        ...(await guarded('agency', config, () => checkAgency(platform))),
        ...(await guarded('law', config, () => checkLaw(platform))),
        ...(await guarded('law', config, () => checkLawTimes(platform))),
      ]
    : []
  return diagnosisOf(config.environment, [...database, ...(await outsideDatabase(config, directory)), ...inDatabase])
}

/** Diagnoses without a database. */
export async function diagnoseWithout(config: Config, problems: Check[]): Promise<Diagnosis> {
  return diagnosisOf(config.environment, [...problems, ...(await outsideDatabase(config, undefined))])
}

export function databaseFailure(error: unknown, { databaseUrl }: Pick<Config, 'databaseUrl'>): Check {
  const says = databaseProblem(error, databaseUrl) ?? (error as Error).message
  return {
    ...fail('database', says, 'Correct this first: most other checks need the database.'),
    stopsCollection: 'the database cannot be used',
  }
}

async function outsideDatabase(config: Config, directory: string | undefined): Promise<Check[]> {
  const [machine, channels] = await Promise.all([
    guarded('machine', config, () => checkMachine(config, directory)),
    guarded('channels', config, () => checkChannels(config)),
  ])
  return [...machine, ...channels]
}

/** A check that breaks is a finding itself; the others go on. */
async function guarded(name: string, config: Config, work: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await work()
  } catch (error) {
    const says = databaseProblem(error, config.databaseUrl) ?? (error as Error).message
    return [fail(name, `This check failed: ${says}`, 'Correct this, and run the check again.')]
  }
}

function isLocal({ databaseUrl }: Config): boolean {
  const host = databaseUrl === undefined ? undefined : URL.parse(databaseUrl)?.hostname
  return host === 'localhost' || host === '127.0.0.1' || host === '[::1]'
}
