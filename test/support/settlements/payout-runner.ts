/** A process that takes a bank's file, or orders a payout again, and does not end until it is killed. */
import { takeBankFileAt } from '../../../src/payments/take-bank-file.ts'
import { matchAll } from '../../../src/payments/match/match-all.ts'
import { readConfig } from '../../../src/config/config.ts'
import { createPlatform } from '../../../src/service.ts'
import { payAgain } from '../../../src/settlements/pay-again.ts'

const [, , databaseUrl = '', dataDir = '', path = '', settlementId = '', clientId = ''] = process.argv
const config = readConfig({ SAATAVA_ENV: 'sandbox', LOG_LEVEL: 'error', DATA_DIR: dataDir, DATABASE_URL: databaseUrl })
const platform = createPlatform(config, databaseUrl)
const ctx = { platform, log: platform.log, requestId: 'runner', actor: 'system:test' as const }
if (path === '')
  await payAgain(ctx, { settlementId: Number(settlementId), clientId: Number(clientId), reason: 'again' })
else {
  await takeBankFileAt(ctx, { name: 'bank.xml', path })
  await matchAll(ctx)
}
setInterval(() => undefined, 60_000)
