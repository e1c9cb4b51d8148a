import { readConfig } from '../src/config/config.ts'
import { provisioningTokenFor } from '../src/onboarding/provisioning-token-for.ts'
import { closePool } from '../src/platform/database.ts'
import { createPlatform } from '../src/service.ts'

/** A provisioning token of the published partner code, made straight in the database. */
export async function provisioningToken(databaseUrl: string): Promise<string> {
  const config = readConfig({ SAATAVA_MASTER_KEY: `bench:${Buffer.alloc(32).toString('base64')}`, LOG_LEVEL: 'warn' })
  const platform = createPlatform(config, databaseUrl)
  try {
    const ctx = { platform, log: platform.log, requestId: 'bench', actor: 'system:bench' as const }
    return await provisioningTokenFor(ctx, { code: 'QUICK3', name: 'Bench' })
  } finally {
    await closePool(platform.pool)
  }
}
