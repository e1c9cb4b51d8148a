/** Settings, all from the environment, as the service uses them. `settings.ts` declares them. */
import type { BlockList } from 'node:net'
import { join, resolve } from 'node:path'
import { unfitText } from '@saatava/core/unfit-text.ts'
import { AGENCY_ADDRESS_FORM, type AgencyAddress, agencyAddress } from './agency-address.ts'
import { type BankConfig, bankAccounts } from './bank-config.ts'
import { ConfigError, type Env, givenText, readSettings } from './read-settings.ts'
import type { Settings } from './settings.ts'
import { type ProxyConfig, trustedProxies } from './trusted-proxies.ts'
import { webhookNetworks } from './webhook-networks.ts'

export { ConfigError } from './read-settings.ts'

type Environment = 'sandbox' | 'staging' | 'production'
type Role = 'all' | 'api' | 'worker'

export interface Config {
  port: number
  host: string
  databaseUrl: string | undefined
  /** URL of the tables' owner, who migrates; undefined without databaseUrl. */
  databaseOwnerUrl: string | undefined
  databasePoolMax: number
  databasePrepared: boolean
  dataDir: string
  environment: Environment
  role: Role
  masterKey: string | undefined
  logLevel: string
  identifierChecks: 'warn' | 'enforce'
  /** Unknown query parameters of published endpoints that resemble no known one: answered, or a 400. */
  unknownQuery: 'warn' | 'enforce'
  simulators: boolean
  simulatorsUrl: string | undefined
  /** Addresses of accounting systems that differ from the connectors' own, by system. */
  accountingUrls: Record<string, string>
  tokenLifetimeDays: number
  tokenOverlapHours: number
  tokenCacheSeconds: number
  rateLimitPerSecond: number
  rateLimitBurst: number
  /** That one address may send. */
  wrongTokensPerMinute: number
  proxies: ProxyConfig
  syncConnectionsMax: number
  syncLeaseSeconds: number
  syncPollMs: number
  shutdownSeconds: number
  distributionPollMs: number
  distributionLeaseSeconds: number
  printRunSeconds: number
  renderThreads: number | undefined
  attachmentNetwork: 'public' | 'any'
  /** Inner networks to which webhooks may be sent, beside the public internet. */
  webhookNetworks: BlockList | undefined
  webhookLeaseSeconds: number
  /** File of rules that the agency has confirmed, JSON: an empty database begins with them. */
  lawRules: string | undefined
  mail: MailConfig
  einvoice: EinvoiceConfig
  print: { drop: DropConfig | undefined }
  agency: AgencyConfig
  bank: BankConfig
  demo: boolean
  /** The simulated bank fetches payment files from the outbox and puts its own into the inbox. */
  simulatedBank: boolean
  /** Folder into which banks' files are put. */
  bankInbox: string | undefined
  /** Names of the settings that the environment holds. */
  given: ReadonlySet<string>
  /** Lets operators in; without it there are no endpoints of theirs but health and metrics. */
  operatorToken: string | undefined
  console: ConsoleConfig
  /** Programs that act for a user find their tools at /mcp. */
  mcp: boolean
}

interface ConsoleConfig {
  /** Origin of the console where it is set. */
  origin: string | undefined
  oidc: OidcConfig | undefined
}

/** The OIDC provider where users of the console may sign in. */
export interface OidcConfig {
  issuer: string
  clientId: string
  clientSecret: string | undefined
}

/** The agency that runs payment control, as debtors see it: an empty database begins with it. */
export interface AgencyConfig {
  name: string
  /** The law wants it on every letter; without it none is sent. */
  address: AgencyAddress | undefined
  businessId: string | undefined
  email: string | undefined
  phone: string | undefined
  /** When the telephone is answered, as debtors read it. */
  hours: string | undefined
  web: string | undefined
}

interface MailConfig {
  smtpUrl: string | undefined
  from: string
  bounceDomain: string | undefined
  bounceFolder: string | undefined
  simulatorPort: number
}

interface EinvoiceConfig {
  drop: DropConfig | undefined
  /** Finvoice files are led by the frame in which banks carry them. */
  soapFrame: boolean
  operatorId: string | undefined
  operatorName: string | undefined
}

/** Where files for the other side are left, and how it is entered. */
export interface DropConfig {
  url: string
  token: string | undefined
  password: string | undefined
  /** File of a private key, PEM. */
  keyFile: string | undefined
  fingerprint: string | undefined
}

/** Reads and checks the settings. @throws ConfigError that names the setting, what it held, and what would be right */
export function readConfig(env: Env): Config {
  const settings = readSettings(env)
  const environment = settings.SAATAVA_ENV
  const sandbox = environment === 'sandbox'
  const simulators = settings.SIMULATORS === 'on'
  const simulatedBank = (settings.SIMULATED_BANK ?? onWhere(sandbox && simulators)) === 'on'
  const dataDir = resolve(settings.DATA_DIR)
  const inbox = settings.BANK_INBOX ?? (simulatedBank ? join(dataDir, 'bank', 'inbox') : undefined)
  checkTogether(settings, { simulatedBank })
  return {
    port: settings.PORT,
    host: settings.HOST,
    databaseUrl: settings.DATABASE_URL,
    databaseOwnerUrl: settings.DATABASE_OWNER_URL ?? settings.DATABASE_URL,
    databasePoolMax: settings.DATABASE_POOL_MAX,
    databasePrepared: (settings.DATABASE_PREPARED ?? onWhere(settings.DATABASE_URL === undefined)) === 'on',
    dataDir,
    environment,
    role: settings.SAATAVA_ROLE,
    masterKey: settings.SAATAVA_MASTER_KEY,
    logLevel: settings.LOG_LEVEL,
    identifierChecks: settings.IDENTIFIER_CHECKS,
    unknownQuery: settings.UNKNOWN_QUERY,
    simulators,
    simulatorsUrl: settings.SIMULATORS_URL?.replace(/\/+$/, ''),
    accountingUrls: accountingUrls(settings.ACCOUNTING_URLS ?? ''),
    tokenLifetimeDays: settings.TOKEN_LIFETIME_DAYS,
    tokenOverlapHours: settings.TOKEN_OVERLAP_HOURS,
    tokenCacheSeconds: settings.TOKEN_CACHE_SECONDS,
    rateLimitPerSecond: settings.RATE_LIMIT_PER_SECOND,
    rateLimitBurst: settings.RATE_LIMIT_BURST,
    wrongTokensPerMinute: settings.WRONG_TOKENS_PER_MINUTE,
    proxies: {
      trusted: parsed(() => trustedProxies(settings.TRUSTED_PROXIES ?? '')),
      header: settings.PROXY_HEADER,
    },
    syncConnectionsMax: settings.SYNC_CONNECTIONS_MAX,
    syncLeaseSeconds: settings.SYNC_LEASE_SECONDS,
    syncPollMs: settings.SYNC_POLL_MS,
    shutdownSeconds: settings.SHUTDOWN_SECONDS,
    distributionPollMs: settings.DISTRIBUTION_POLL_MS,
    distributionLeaseSeconds: settings.DISTRIBUTION_LEASE_SECONDS,
    printRunSeconds: settings.PRINT_RUN_SECONDS,
    renderThreads: settings.RENDER_THREADS,
    attachmentNetwork: settings.ATTACHMENT_NETWORK,
    webhookNetworks: parsed(() => webhookNetworks(settings.WEBHOOK_NETWORK)),
    webhookLeaseSeconds: settings.WEBHOOK_LEASE_SECONDS,
    lawRules: settings.LAW_RULES,
    ...channelConfig(settings),
    agency: agencyConfig(settings),
    bank: {
      outbox: resolve(settings.BANK_OUTBOX ?? join(dataDir, 'bank', 'outbox')),
      painVersion: settings.PAIN_VERSION,
      accounts: parsed(() => bankAccounts(settings.BANK_ACCOUNTS)),
    },
    simulatedBank,
    bankInbox: inbox === undefined ? undefined : resolve(inbox),
    given: new Set(Object.keys(env).filter((name) => givenText(env, name) !== undefined)),
    operatorToken: settings.OPERATOR_TOKEN,
    console: { origin: settings.CONSOLE_ORIGIN, oidc: oidcConfig(settings) },
    mcp: settings.MCP === 'on',
    demo: (settings.DEMO ?? onWhere(sandbox && simulators)) === 'on',
  }
}

function onWhere(condition: boolean): 'on' | 'off' {
  return condition ? 'on' : 'off'
}

/** Each of these settings may be right alone. */
function checkTogether(settings: Settings, { simulatedBank }: { simulatedBank: boolean }): void {
  const { SAATAVA_ENV: environment, SIMULATORS, SMTP_URL, MAIL_FROM } = settings
  const production = environment === 'production'
  if (settings.DATABASE_OWNER_URL !== undefined && settings.DATABASE_URL === undefined)
    throw new ConfigError('DATABASE_OWNER_URL is set, but DATABASE_URL is not: the service needs both.')
  if (simulatedBank && SIMULATORS === 'off')
    throw new ConfigError(
      'SIMULATED_BANK is "on", but SIMULATORS is "off": the simulated bank is a simulator. Set both to "on" or both to "off".',
    )
  if (production && SIMULATORS === 'on')
    throw new ConfigError('SIMULATORS is "on", but production never runs with simulators: set it to "off".')
  if (environment !== 'sandbox' && settings.SAATAVA_MASTER_KEY === undefined) {
    throw new ConfigError(
      `SAATAVA_MASTER_KEY is not set, and ${environment} needs one: "k1:" and 32 random bytes in base64 (openssl rand -base64 32).`,
    )
  }
  if (production && settings.ATTACHMENT_NETWORK === 'any') {
    throw new ConfigError(
      'ATTACHMENT_NETWORK is "any", but production fetches attachments from public addresses only: set it to "public".',
    )
  }
  if (SMTP_URL !== undefined && MAIL_FROM === undefined)
    throw new ConfigError('SMTP_URL is set, but MAIL_FROM is not: mails need an address to come from.')
}

/** Reads a setting whose reader names what is wrong in a RangeError. */
function parsed<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof RangeError ? new ConfigError(error.message) : error
  }
}

function channelConfig(settings: Settings): Pick<Config, 'mail' | 'einvoice' | 'print'> {
  return {
    mail: {
      smtpUrl: settings.SMTP_URL,
      from: settings.MAIL_FROM ?? '',
      bounceDomain: settings.BOUNCE_DOMAIN,
      bounceFolder: settings.BOUNCE_FOLDER,
      simulatorPort: settings.MAIL_SIMULATOR_PORT,
    },
    einvoice: {
      drop: dropConfig(settings, 'EINVOICE_DROP'),
      soapFrame: settings.EINVOICE_SOAP === 'on',
      operatorId: settings.EINVOICE_OPERATOR_ID,
      operatorName: settings.EINVOICE_OPERATOR_NAME,
    },
    print: { drop: dropConfig(settings, 'PRINT_DROP') },
  }
}

function dropConfig(settings: Settings, name: 'EINVOICE_DROP' | 'PRINT_DROP'): DropConfig | undefined {
  const url = settings[name]
  if (url === undefined) return undefined
  return {
    url,
    token: settings[`${name}_TOKEN`],
    password: settings[`${name}_PASSWORD`],
    keyFile: settings[`${name}_KEY`],
    fingerprint: settings[`${name}_FINGERPRINT`],
  }
}

function oidcConfig(settings: Settings): OidcConfig | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings
  if (issuer === undefined && clientId === undefined) return undefined
  if (issuer === undefined || clientId === undefined)
    throw new ConfigError('OIDC_ISSUER and OIDC_CLIENT_ID go together: set both or none.')
  if (settings.SAATAVA_ENV === 'production' && !issuer.startsWith('https://'))
    throw new ConfigError(`OIDC_ISSUER is "${issuer}"; in production it must begin with https://.`)
  return { issuer, clientId, clientSecret }
}

function agencyConfig(settings: Settings): AgencyConfig {
  const written = settings.AGENCY_ADDRESS
  return {
    name: settings.AGENCY_NAME,
    address: written === undefined ? undefined : configuredAddress(written),
    businessId: settings.AGENCY_BUSINESS_ID,
    email: settings.AGENCY_EMAIL,
    phone: settings.AGENCY_PHONE,
    hours: settings.AGENCY_HOURS,
    web: settings.AGENCY_WEB,
  }
}

function configuredAddress(written: string): AgencyConfig['address'] {
  const address = agencyAddress(written)
  if (address === undefined) throw new ConfigError(`AGENCY_ADDRESS is "${written}"; it takes ${AGENCY_ADDRESS_FORM}.`)
  return address
}

function accountingUrls(written: string): Record<string, string> {
  const pairs = written.split(',').filter((pair) => pair.trim() !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, system, url] = /^\s*([A-Z_]+)=(https?:\/\/\S+?)\/*\s*$/.exec(pair) ?? []
      if (!system || !url || unfitText(url) !== undefined || !URL.canParse(url)) {
        throw new ConfigError(
          `ACCOUNTING_URLS holds "${pair}"; it takes pairs such as NETVISOR=https://host, comma-separated.`,
        )
      }
      return [system, url]
    }),
  )
}
