/** A process that runs settlements again and again on a database, at a moment it is given, until it is killed. */
import { readConfig } from '../../../src/config/config.ts'
import { closePool } from '../../../src/platform/database.ts'
import { createPlatform } from '../../../src/service.ts'
import { runSettlements } from '../../../src/settlements/run-settlements.ts'

const [, , databaseUrl = '', at = '', dataDir = ''] = process.argv
const config = readConfig({ SAATAVA_ENV: 'sandbox', LOG_LEVEL: 'error', DATA_DIR: dataDir, DATABASE_URL: databaseUrl })
const platform = createPlatform(config, databaseUrl)
const clock = { now: () => new Date(at), real: () => new Date() }
const ctx = { platform: { ...platform, clock }, log: platform.log, requestId: 'runner', actor: 'system:test' as const }
process.stdout.write('ready\n')
for (let looks = 0; looks < 3; ) {
  const { busy, settlements, files } = await runSettlements(ctx)
  if (!busy && settlements.length === 0 && files.length === 0) looks += 1
}
await closePool(platform.pool)
