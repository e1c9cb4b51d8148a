/** One worker that takes steps until none is due; says when, and what of the processor it took, ms. */
import { STEP_LANES, takeDueSteps } from '../src/dunning/engine/take-due-steps.ts'
import { readConfig } from '../src/config/config.ts'
import { closePool } from '../src/platform/database.ts'
import { createPlatform } from '../src/service.ts'

const config = readConfig({
  SAATAVA_MASTER_KEY: `bench:${Buffer.alloc(32).toString('base64')}`,
  LOG_LEVEL: 'warn',
  DATABASE_PREPARED: 'on',
})
const platform = createPlatform(config, process.argv[2] ?? '')
const from = Date.now()
const before = process.cpuUsage()
const ctx = { platform, log: platform.log, requestId: 'bench', actor: 'system:bench' as const }
const lane = async () => {
  while ((await takeDueSteps(ctx)) > 0);
}
await Promise.all(Array.from({ length: STEP_LANES }, lane))
const { user, system } = process.cpuUsage(before)
process.stdout.write(JSON.stringify({ from, to: Date.now(), cpu: (user + system) / 1_000 }))
await closePool(platform.pool)
