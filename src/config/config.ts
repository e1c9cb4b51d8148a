/** Settings, all from the environment. `SETTINGS` is the one table: it is checked at start and printed in the guide to operating. */
import { join, resolve } from 'node:path'
import { AGENCY_ADDRESS_FORM, type AgencyAddress, agencyAddress } from './agency-address.ts'
import { type BankConfig, bankConfig } from './bank-config.ts'
import { type ProxyConfig, trustedProxies } from './trusted-proxies.ts'
import { unfitSetting, unfitSmtpUrl } from './config-text.ts'

export { SETTINGS } from './settings-table.ts'

type Environment = 'sandbox' | 'staging' | 'production'
type Role = 'all' | 'api' | 'worker'

export interface Config {
  port: number
  host: string
  databaseUrl: string | undefined
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
  proxies: ProxyConfig
  syncConnectionsMax: number
  syncLeaseSeconds: number
  syncPollMs: number
  shutdownSeconds: number
  distributionPollMs: number
  distributionClaimSeconds: number
  printRunSeconds: number
  renderThreads: number | undefined
  attachmentNetwork: 'public' | 'any'
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

export class ConfigError extends Error {
  override name = 'ConfigError'
}

type Env = Record<string, string | undefined>

/** Reads and checks the settings; throws a ConfigError that names the setting, what it held, and what would be right. */
export function readConfig(env: Env): Config {
  const environment = oneOf(env, 'SAATAVA_ENV', ['sandbox', 'staging', 'production'] as const, 'sandbox')
  const sandbox = environment === 'sandbox'
  const simulators = oneOf(env, 'SIMULATORS', ['on', 'off'] as const, sandbox ? 'on' : 'off') === 'on'
  const simulatedBank =
    oneOf(env, 'SIMULATED_BANK', ['on', 'off'] as const, sandbox && simulators ? 'on' : 'off') === 'on'
  const dataDir = resolve(text(env, 'DATA_DIR') ?? 'data')
  const inbox = text(env, 'BANK_INBOX') ?? (simulatedBank ? join(dataDir, 'bank', 'inbox') : undefined)
  if (simulatedBank && !simulators)
    throw new ConfigError('SIMULATED_BANK is "on", but SIMULATORS is "off": the bank is one of them.')
  const masterKey = text(env, 'SAATAVA_MASTER_KEY')
  if (environment === 'production' && simulators) {
    throw new ConfigError('SIMULATORS is "on", but production never runs with simulators: set it to "off".')
  }
  if (!sandbox && masterKey === undefined) {
    throw new ConfigError(
      `SAATAVA_MASTER_KEY is not set, and ${environment} needs one: "k1:" and 32 random bytes in base64 (openssl rand -base64 32).`,
    )
  }
  return {
    port: integer(env, 'PORT', 8080, 0, 65_535),
    host: text(env, 'HOST') ?? (sandbox ? '127.0.0.1' : '0.0.0.0'),
    databaseUrl: databaseUrl(env),
    databasePoolMax: integer(env, 'DATABASE_POOL_MAX', 20, 2, 500),
    databasePrepared:
      oneOf(env, 'DATABASE_PREPARED', ['on', 'off'] as const, databaseUrl(env) === undefined ? 'on' : 'off') === 'on',
    dataDir,
    environment,
    role: oneOf(env, 'SAATAVA_ROLE', ['all', 'api', 'worker'] as const, 'all'),
    masterKey,
    logLevel: oneOf(env, 'LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const, 'info'),
    identifierChecks: oneOf(
      env,
      'IDENTIFIER_CHECKS',
      ['warn', 'enforce'] as const,
      environment === 'production' ? 'enforce' : 'warn',
    ),
    unknownQuery: oneOf(env, 'UNKNOWN_QUERY', ['warn', 'enforce'] as const, 'warn'),
    simulators,
    simulatorsUrl: text(env, 'SIMULATORS_URL')?.replace(/\/+$/, ''),
    accountingUrls: accountingUrls(env),
    tokenLifetimeDays: integer(env, 'TOKEN_LIFETIME_DAYS', 365, 1, 3_650),
    tokenOverlapHours: integer(env, 'TOKEN_OVERLAP_HOURS', 24, 0, 720),
    tokenCacheSeconds: integer(env, 'TOKEN_CACHE_SECONDS', 4, 0, 5),
    rateLimitPerSecond: integer(env, 'RATE_LIMIT_PER_SECOND', 500, 1, 1_000_000),
    rateLimitBurst: integer(env, 'RATE_LIMIT_BURST', 1_000, 1, 1_000_000),
    proxies: proxyConfig(env),
    syncConnectionsMax: integer(env, 'SYNC_CONNECTIONS_MAX', 64, 1, 1_000),
    syncLeaseSeconds: integer(env, 'SYNC_LEASE_SECONDS', 15, 1, 300),
    syncPollMs: integer(env, 'SYNC_POLL_MS', 250, 20, 60_000),
    shutdownSeconds: integer(env, 'SHUTDOWN_SECONDS', 20, 1, 600),
    distributionPollMs: integer(env, 'DISTRIBUTION_POLL_MS', 250, 20, 60_000),
    distributionClaimSeconds: integer(env, 'DISTRIBUTION_CLAIM_SECONDS', 60, 1, 3_600),
    printRunSeconds: integer(env, 'PRINT_RUN_SECONDS', sandbox ? 2 : 900, 1, 86_400),
    renderThreads: text(env, 'RENDER_THREADS') === undefined ? undefined : integer(env, 'RENDER_THREADS', 1, 1, 64),
    attachmentNetwork: attachmentNetwork(env, environment),
    lawRules: text(env, 'LAW_RULES'),
    ...channelConfig(env, sandbox),
    agency: agencyConfig(env, sandbox),
    bank: bankOf(env, sandbox),
    simulatedBank,
    bankInbox: inbox === undefined ? undefined : resolve(inbox),
    given: new Set(Object.keys(env).filter((name) => text(env, name) !== undefined)),
    operatorToken: operatorToken(env),
    demo: oneOf(env, 'DEMO', ['on', 'off'] as const, sandbox && simulators ? 'on' : 'off') === 'on',
  }
}

function proxyConfig(env: Env): ProxyConfig {
  const header = oneOf(env, 'PROXY_HEADER', ['x-forwarded-for', 'forwarded'] as const, 'x-forwarded-for')
  try {
    return { trusted: trustedProxies(text(env, 'TRUSTED_PROXIES') ?? ''), header }
  } catch (error) {
    throw error instanceof RangeError ? new ConfigError(error.message) : error
  }
}

const OPERATOR_TOKEN_CHARACTERS_MIN = 16

function operatorToken(env: Env): string | undefined {
  const token = text(env, 'OPERATOR_TOKEN')
  // The value is a secret: it is not repeated.
  if (token !== undefined && token.length < OPERATOR_TOKEN_CHARACTERS_MIN)
    throw new ConfigError(`OPERATOR_TOKEN is too short; it takes at least ${OPERATOR_TOKEN_CHARACTERS_MIN} characters.`)
  refuse(unfitSetting('OPERATOR_TOKEN', token, { header: true }))
  return token
}

function attachmentNetwork(env: Env, environment: Environment): 'public' | 'any' {
  const network = oneOf(env, 'ATTACHMENT_NETWORK', ['public', 'any'] as const, 'public')
  if (network === 'any' && environment === 'production') {
    throw new ConfigError(
      'ATTACHMENT_NETWORK is "any", but production fetches attachments from public addresses only: set it to "public".',
    )
  }
  return network
}

function channelConfig(env: Env, sandbox: boolean): Pick<Config, 'mail' | 'einvoice' | 'print'> {
  const smtpUrl = text(env, 'SMTP_URL')
  refuse(unfitSmtpUrl('SMTP_URL', smtpUrl))
  const from = text(env, 'MAIL_FROM') ?? (sandbox ? 'invoices@example.com' : undefined)
  if (smtpUrl !== undefined && from === undefined) {
    throw new ConfigError('SMTP_URL is set, but MAIL_FROM is not: mails need an address to come from.')
  }
  return {
    mail: {
      smtpUrl,
      from: from ?? '',
      bounceDomain: text(env, 'BOUNCE_DOMAIN'),
      bounceFolder: text(env, 'BOUNCE_FOLDER'),
      simulatorPort: integer(env, 'MAIL_SIMULATOR_PORT', 0, 0, 65_535),
    },
    einvoice: {
      drop: dropConfig(env, 'EINVOICE_DROP'),
      soapFrame: oneOf(env, 'EINVOICE_SOAP', ['on', 'off'] as const, 'off') === 'on',
      operatorId: text(env, 'EINVOICE_OPERATOR_ID') ?? (sandbox ? SANDBOX_OPERATOR.id : undefined),
      operatorName: text(env, 'EINVOICE_OPERATOR_NAME') ?? (sandbox ? SANDBOX_OPERATOR.name : undefined),
    },
    print: { drop: dropConfig(env, 'PRINT_DROP') },
  }
}

function bankOf(env: Env, sandbox: boolean): BankConfig {
  try {
    return bankConfig((name) => text(env, name), { sandbox, dataDir: resolve(text(env, 'DATA_DIR') ?? 'data') })
  } catch (error) {
    throw error instanceof RangeError ? new ConfigError(error.message) : error
  }
}

function agencyConfig(env: Env, sandbox: boolean): AgencyConfig {
  const written = text(env, 'AGENCY_ADDRESS') ?? (sandbox ? 'Testikuja 7, 12345, HELSINKI, FI' : undefined)
  return {
    name: text(env, 'AGENCY_NAME') ?? 'Saatava',
    address: written === undefined ? undefined : configuredAddress(written),
    businessId: text(env, 'AGENCY_BUSINESS_ID'),
    email: text(env, 'AGENCY_EMAIL') ?? (sandbox ? 'collection@example.com' : undefined),
    phone: text(env, 'AGENCY_PHONE'),
    hours: text(env, 'AGENCY_HOURS'),
    web: text(env, 'AGENCY_WEB'),
  }
}

function configuredAddress(written: string): AgencyConfig['address'] {
  const address = agencyAddress(written)
  if (address === undefined) throw new ConfigError(`AGENCY_ADDRESS is "${written}"; it takes ${AGENCY_ADDRESS_FORM}.`)
  return address
}

const SANDBOX_OPERATOR = { id: '003701120389', name: 'Simulated operator' }

function dropConfig(env: Env, name: string): DropConfig | undefined {
  const url = text(env, name)
  if (url === undefined) return undefined
  const token = text(env, `${name}_TOKEN`)
  const password = text(env, `${name}_PASSWORD`)
  const fingerprint = text(env, `${name}_FINGERPRINT`)
  refuse(unfitSetting(name, url))
  refuse(unfitSetting(`${name}_TOKEN`, token, { header: true }))
  refuse(unfitSetting(`${name}_PASSWORD`, password, { edgeSpaces: true }))
  refuse(unfitSetting(`${name}_FINGERPRINT`, fingerprint))
  return { url, token, password, keyFile: text(env, `${name}_KEY`), fingerprint }
}

function refuse(unfit: string | undefined): void {
  if (unfit !== undefined) throw new ConfigError(unfit)
}

function text(env: Env, name: string): string | undefined {
  const value = env[name]?.trim()
  return value === '' ? undefined : value
}

function integer(env: Env, name: string, fallback: number, min: number, max: number): number {
  const value = text(env, name)
  if (value === undefined) return fallback
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw new ConfigError(`${name} is "${value}"; it takes a whole number from ${min} to ${max}.`)
  }
  return number
}

function oneOf<T extends string>(env: Env, name: string, allowed: readonly T[], fallback: T): T {
  const value = text(env, name)
  if (value === undefined) return fallback
  const found = allowed.find((candidate) => candidate === value)
  if (found === undefined) throw new ConfigError(`${name} is "${value}"; it takes one of: ${allowed.join(', ')}.`)
  return found
}

function databaseUrl(env: Env): string | undefined {
  const value = text(env, 'DATABASE_URL')
  if (value !== undefined && !/^postgres(ql)?:\/\//.test(value)) {
    // The value may hold a password: it is not repeated.
    throw new ConfigError('DATABASE_URL does not begin with postgres:// or postgresql://.')
  }
  return value
}

function accountingUrls(env: Env): Record<string, string> {
  const pairs = (text(env, 'ACCOUNTING_URLS') ?? '').split(',').filter((pair) => pair.trim() !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, system, url] = /^\s*([A-Z]+)=(https?:\/\/\S+?)\/*\s*$/.exec(pair) ?? []
      if (!system || !url || unfitSetting(system, url) !== undefined || !URL.canParse(url)) {
        throw new ConfigError(
          `ACCOUNTING_URLS holds "${pair}"; it takes pairs such as NETVISOR=https://host, comma-separated.`,
        )
      }
      return [system, url]
    }),
  )
}
