/** The service as a whole: what one process starts, and how it stops without dropping anything. */
import type { FastifyInstance } from 'fastify'
import { type Accounting, createAccounting } from './accounting/services.ts'
import { openAllocations } from './payments/open-allocations.ts'
import { accountingRoutes } from './accounting/routes.ts'
import { queueMetrics } from './accounting/sync/queue-metrics.ts'
import { lawOf } from './agency/law-of.ts'
import { accountsWithoutBic } from './agency/accounts-without-bic.ts'
import { seedAgency } from './agency/seed-agency.ts'
import { settingsThatDiffer } from './agency/settings-that-differ.ts'
import { auditRoutes } from './audit/operator-routes.ts'
import { startAuditChain } from './audit/services.ts'
import { caseRoutes } from './case-api/routes.ts'
import { debtorRoutes } from './case-api/debtors/routes.ts'
import { listRoutes } from './case-api/lists/routes.ts'
import { paymentOfInvoice } from './case-api/view/invoice-payment.ts'
import { ensurePolicies } from './dunning/policies/ensure-policies.ts'
import { type Cases, createCases } from './case-api/services.ts'
import { type SimulatedWorld, channelsSetUp } from './channels/open-channels.ts'
import { deliveryMetrics } from './distribution/queue-metrics.ts'
import { distributionRoutes } from './distribution/routes.ts'
import { consoleOriginOf } from './config/console-origin.ts'
import { consoleRoutes } from './console/routes.ts'
import { readSandboxClock } from './clock/read-sandbox-clock.ts'
import { clockRoutes } from './clock/routes.ts'
import { type ClockService, followClock } from './clock/services.ts'
import { createVerboseHealth } from './doctor/health.ts'
import { type Heartbeat, startHeartbeat } from './doctor/heartbeat.ts'
import { docsRoutes } from './docs/routes.ts'
import { createSearch } from './docs/search/find.ts'
import { feedRoutes } from './feed/routes.ts'
import { startFeeds } from './feed/services.ts'
import { approvalRoutes } from './four-eyes/routes.ts'
import { fundsMetrics } from './funds/metrics.ts'
import { dueMetrics } from './clock/queue-metrics.ts'
import { fundsRoutes } from './funds/routes.ts'
import { invoiceRoutes } from './invoices/routes.ts'
import { type Invoices, createInvoices } from './invoices/services.ts'
import { clientRoutes } from './onboarding/client-routes.ts'
import { onboardingRoutes } from './onboarding/routes.ts'
import { operationsRoutes } from './operations/routes.ts'
import { bankFileRoutes } from './payments/operator-routes.ts'
import { paymentRoutes } from './payments/routes.ts'
import { questionRoutes } from './questions/routes.ts'
import { type Tokens, createTokens } from './platform/auth/tokens.ts'
import { clockOf } from './platform/clock.ts'
import type { Config } from './config/config.ts'
import type { Ctx, Platform } from './platform/context.ts'
import { closePool, createPool } from './platform/database.ts'
import { operatorRoutes } from './platform/http/operator-routes.ts'
import { sandboxPaymentRoutes } from './sandbox/payment-routes.ts'
import { createServer } from './platform/http/server.ts'
import { startHousekeeping } from './platform/housekeeping.ts'
import { ensureHashKey } from './platform/keyed-hash.ts'
import { createLogger } from './platform/logger.ts'
import { createMetrics } from './platform/metrics.ts'
import { createSecrets, sandboxMasterKey } from './platform/secrets.ts'
import { settingsRoutes } from './settings/routes.ts'
import { guardSimulators } from './sandbox/guard-simulators.ts'
import { type ScenarioDebtors, startScenarioDebtors } from './sandbox/scenarios/drive.ts'
import { type SimulatedBank, startSimulatedBank } from './sandbox/simulated-bank.ts'
import { settlementRoutes } from './settlements/routes.ts'
import { taskMetrics } from './tasks/metrics.ts'
import { webhookMetrics } from './webhooks/metrics.ts'
import { taskRoutes } from './tasks/operator-routes.ts'
import { type MountedSimulator, mountSimulators } from './simulators/kit/server.ts'
import { PRIVATE_NETWORK_TOO, PUBLIC_INTERNET } from './platform/safe-fetch/network.ts'
import { type Simulators, createSimulators } from './simulators/registry.ts'
import { createRebinding } from './simulators/webhooks/names.ts'
import { untilIdle } from './platform/work-loop.ts'
import { startSessions } from './users/sessions/start.ts'
import { webhookActRoutes } from './webhooks/act-routes.ts'
import { type WebhookNetwork, webhookNetwork } from './webhooks/network.ts'
import { webhookRoutes } from './webhooks/routes.ts'
import { type Workers, startWorkers } from './workers.ts'

/**
 * Default address at which a separate worker looks for the simulators of a sandbox's API, unless SIMULATORS_URL names
 * another.
 */
const SIMULATORS_DEFAULT = 'http://127.0.0.1:8080'

export interface Service {
  platform: Platform
  accounting: Accounting
  invoices: Invoices
  app: FastifyInstance
  /** Where it listens, "http://127.0.0.1:8080". */
  origin: string
  /** Origin of the console; undefined where this process has none. */
  consoleOrigin: string | undefined
  /** Resolves once nothing is due for the background work of this process, and nothing is under way. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/** Everything a process shares, from its settings and a database that has been migrated. */
export function createPlatform(config: Config, databaseUrl: string): Platform {
  const log = createLogger(config)
  const pool = createPool(databaseUrl, config.databasePoolMax, config.databasePrepared)
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.connections.on('error', (error) => log.warn({ err: error }, 'a database connection broke'))
  return {
    config,
    pool,
    clock: clockOf(config.environment),
    log,
    secrets: createSecrets(config.masterKey ?? sandboxMasterKey(config.dataDir)),
    metrics: createMetrics(),
  }
}

/** Starts the roles of the configuration. The database must have been migrated. */
export async function startService(config: Config, databaseUrl: string): Promise<Service> {
  const platform = createPlatform(config, databaseUrl)
  let origin = ''
  const accounting = createAccounting(
    platform,
    () => config.simulatorsUrl ?? (config.role === 'worker' ? SIMULATORS_DEFAULT : origin),
    openAllocations,
  )
  const tokens = createTokens(platform.pool, config, () => platform.clock.real())
  const invoices = createInvoices(platform, config.attachmentNetwork === 'any' ? PRIVATE_NETWORK_TOO : PUBLIC_INTERNET)
  const cases = createCases(platform)
  await readSandboxClock(platform)
  const ctx: Ctx = { platform, log: platform.log, requestId: 'start', actor: 'system:start' }
  await ensureHashKey(platform)
  await seedAgency(ctx)
  for (const warning of [await settingsThatDiffer(ctx), await accountsWithoutBic(ctx)])
    if (warning !== undefined) platform.log.warn(warning)
  // Rules that cannot be used stop the start, not the first case that needs them.
  await lawOf(platform)
  await ensurePolicies(ctx)
  const webhooks = webhookNetwork(config, config.simulators ? createRebinding() : undefined)
  let workers: Workers | undefined
  const feeds = startFeeds(platform, () => workers?.wakeWebhooks())
  const auditChain = startAuditChain(platform)
  const woken: { wake(): void }[] = [invoices, cases, accounting, feeds]
  const wake = () => woken.forEach((one) => one.wake())
  let bank: SimulatedBank | undefined
  let debtors: ScenarioDebtors | undefined
  const outside = async () => {
    const acted = (await debtors?.turn()) === true
    return (await bank?.turn()) === true || acted
  }
  const clock = followClock(platform, wake, outside)
  const heartbeat = startHeartbeat(platform)
  const consoleOrigin = () => (hasConsole(config) ? consoleOriginOf(config, new URL(origin).port) : undefined)
  const parts = { accounting, invoices, cases, tokens, clock, heartbeat, wake, webhooks, bank: () => bank }
  const { app, simulators } = await buildApp(platform, { ...parts, consoleOrigin: () => consoleOrigin() ?? origin })
  origin = loopback(await app.listen({ port: config.port, host: config.host }))
  const world = await worldOf(config, simulators, origin)
  if (config.role !== 'api') {
    workers = startWorkers(platform, { accounting, invoices, cases, wake, webhooks }, world)
    woken.push(workers)
  }
  bank = simulators === undefined ? undefined : startSimulatedBank(platform, simulators.bank, wake)
  if (simulators !== undefined) debtors = startScenarioDebtors(platform, { bank, wake })
  for (const one of [bank, debtors]) if (one) woken.push(one)
  const housekeeping = startHousekeeping(platform, tokens)
  const sessions = startSessions(platform)
  const idle = async () => {
    const outsiders = [bank, debtors].filter((one) => one !== undefined)
    await untilIdle([...clock.looks(), ...(workers?.looks() ?? []), ...outsiders])
    // They leave it something with each commit, and it leaves them nothing.
    await feeds.look()
  }

  let stopped: Promise<void> | undefined
  async function stop(): Promise<void> {
    const ms = config.shutdownSeconds * 1000
    await clock.stop()
    // New requests are refused, those in flight are answered, and only then is what they need taken away.
    await Promise.race([app.close(), new Promise((resolve) => setTimeout(resolve, ms).unref())])
    await debtors?.stop()
    await bank?.stop()
    await workers?.stop()
    await invoices.stop()
    await accounting.stop(ms)
    await housekeeping.stop()
    await sessions.stop()
    await heartbeat.stop()
    await feeds.stop()
    await auditChain.stop()
    await simulators?.close()
    await closePool(platform.pool)
  }
  return {
    platform,
    accounting,
    invoices,
    app,
    origin,
    consoleOrigin: consoleOrigin(),
    idle,
    stop: () => (stopped ??= stop()),
  }
}

interface Parts {
  accounting: Accounting
  invoices: Invoices
  cases: Cases
  /** The hosts that webhooks may reach. */
  webhooks: WebhookNetwork
  tokens: Tokens
  clock: ClockService
  heartbeat: Heartbeat
  consoleOrigin(): string
  /** There may be something to do for this process's workers. */
  wake(): void
  /** The simulated bank, once it runs in this process. */
  bank(): SimulatedBank | undefined
}

/** Everything that partners and operators may call, and the pages that describe it. */
export async function apiRoutes(
  app: FastifyInstance,
  platform: Platform,
  { accounting, invoices, cases, webhooks, clock, wake, bank }: Omit<Parts, 'tokens' | 'heartbeat' | 'consoleOrigin'>,
): Promise<void> {
  const { config } = platform
  const { operatorId, operatorName } = config.einvoice
  const deployment = { channels: channelsSetUp(config), operatorId }
  onboardingRoutes(app)
  clientRoutes(app)
  approvalRoutes(app)
  settingsRoutes(app)
  invoiceRoutes(app, invoices, paymentOfInvoice)
  listRoutes(app)
  debtorRoutes(app)
  caseRoutes(app, { checker: invoices.checker, renderer: invoices.renderer, deployment, wake: () => cases.wake() })
  questionRoutes(app)
  distributionRoutes(app)
  paymentRoutes(app)
  bankFileRoutes(app, platform, wake)
  fundsRoutes(app, platform)
  auditRoutes(app, platform)
  taskRoutes(app, platform)
  settlementRoutes(app, invoices.renderer)
  feedRoutes(app)
  webhookRoutes(app, webhooks)
  webhookActRoutes(app, webhooks, wake)
  clockRoutes(app, clock)
  sandboxPaymentRoutes(app, bank)
  accountingRoutes(app, accounting)
  operationsRoutes(app, { id: operatorId ?? null, name: operatorName ?? null })
  await docsRoutes(app)
}

async function buildApp(
  platform: Platform,
  { tokens, heartbeat, consoleOrigin, ...parts }: Parts,
): Promise<{ app: FastifyInstance; simulators: Simulators | undefined }> {
  const { config } = platform
  const app = createServer({ platform, tokens })
  const gauges = [
    queueMetrics(platform),
    deliveryMetrics(platform),
    fundsMetrics(platform),
    dueMetrics(platform),
    taskMetrics(platform),
    webhookMetrics(platform),
  ]
  operatorRoutes(app, platform, {
    async refresh() {
      await Promise.all(gauges.map((gauge) => gauge()))
    },
    problem: () => heartbeat.problem(),
    verbose: createVerboseHealth(platform),
  })
  if (config.role !== 'worker') await apiRoutes(app, platform, parts)
  let mounted: readonly MountedSimulator[] = []
  if (config.mcp && config.role !== 'worker') await mcpRoutesOf(app, platform, tokens, parts)
  if (hasConsole(config))
    await consoleRoutes(app, {
      ...{ platform, wrong: tokens.wrong, origin: consoleOrigin, simulators: () => mounted },
      ...{ invoices: parts.invoices, accounting: parts.accounting, clock: parts.clock },
      ...{ bank: parts.bank, wake: parts.wake, webhooks: parts.webhooks },
    })
  if (!config.simulators || config.simulatorsUrl !== undefined || config.role === 'worker')
    return { app, simulators: undefined }
  const simulators = createSimulators(config.dataDir, () => platform.clock.now())
  guardSimulators(app, config.host)
  await mountSimulators(app, simulators.mounted)
  mounted = simulators.mounted
  return { app, simulators }
}

/** The library behind them is loaded where they are on. */
async function mcpRoutesOf(
  app: FastifyInstance,
  platform: Platform,
  tokens: Tokens,
  { accounting, wake }: Pick<Parts, 'accounting' | 'wake'>,
): Promise<void> {
  const { mcpRoutes } = await import('./mcp/routes.ts')
  mcpRoutes(app, { platform, wrong: tokens.wrong, docs: createSearch(platform), accounting, wake })
}

/** Returns the stand-ins of the outside world in a sandbox: this process's own simulators, or those that run elsewhere. */
async function worldOf(
  config: Config,
  simulators: Simulators | undefined,
  origin: string,
): Promise<SimulatedWorld | undefined> {
  if (!config.simulators) return undefined
  if (simulators === undefined)
    return { origin: config.simulatorsUrl ?? SIMULATORS_DEFAULT, smtpUrl: undefined, bounceFolder: undefined }
  const port = await simulators.mail.listen(config.mail.simulatorPort)
  return { origin, smtpUrl: `smtp://127.0.0.1:${port}`, bounceFolder: simulators.bounceFolder }
}

function hasConsole({ role, environment, console: { origin } }: Config): boolean {
  return role !== 'worker' && (environment === 'sandbox' || origin !== undefined)
}

function loopback(address: string): string {
  return address.replace('0.0.0.0', '127.0.0.1').replace('[::]', '127.0.0.1').replace(/\/$/, '')
}
