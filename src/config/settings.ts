/**
 * Every setting: what it takes, its default and its meaning. The start checks the environment with this schema, and the
 * guide to operating and the help of the command line print it.
 */
import { EXAMPLE_CLIENT_FUNDS } from '@saatava/core/example-accounts.ts'
import { isLoopbackName } from '@saatava/core/loopback.ts'
import { type Static, Type } from 'typebox'
import { choice, onOff, pasted, text, whole } from './setting.ts'

const OPERATOR_TOKEN_CHARACTERS_MIN = 16
const DROP = '`file:///…`, `sftp://user@host/…` or `https://…`'

function postgresFault(url: string): string | undefined {
  return /^postgres(ql)?:\/\//.test(url) ? undefined : 'does not begin with postgres:// or postgresql://'
}

const DATABASE = {
  DATABASE_URL: text({
    defaultWords: 'an embedded server',
    form: '`postgres://…`',
    description: 'PostgreSQL 15 to 18',
    secret: true,
    fault: postgresFault,
  }),
  DATABASE_OWNER_URL: text({
    defaultWords: 'DATABASE_URL',
    form: '`postgres://…`',
    description:
      'connection as the owner of the tables, for migrations; `DATABASE_URL` then names a role with fewer rights',
    secret: true,
    fault: postgresFault,
  }),
  DATABASE_POOL_MAX: whole(2, 500, { default: 20, description: 'connections to PostgreSQL per process' }),
  DATABASE_PREPARED: onOff({
    defaultWords: 'on for the embedded server, else off',
    description: 'keep hot statements prepared; off behind an old PgBouncer in transaction mode',
  }),
  DATA_DIR: text({ default: './data', description: 'embedded database, simulators’ books, outboxes, sandbox key' }),
}

const PROCESS = {
  SAATAVA_ENV: choice(['sandbox', 'staging', 'production'], {
    default: 'sandbox',
    description: 'purpose of the installation',
  }),
  SAATAVA_ROLE: choice(['all', 'api', 'worker'], { default: 'all', description: 'work of this process' }),
  SAATAVA_MASTER_KEY: text({
    defaultWords: 'made once in a sandbox',
    form: '`id:base64` of 32 bytes',
    description: 'key that seals secrets; several keys, comma-separated, to rotate: the first one seals',
    secret: true,
  }),
  LOG_LEVEL: choice(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
    default: 'info',
    description: 'lowest level of the log lines that are written',
  }),
  IDENTIFIER_CHECKS: choice(['warn', 'enforce'], {
    default: 'warn',
    inProduction: 'enforce',
    description: 'check digits of business codes, IBANs …',
  }),
  MCP: onOff({
    default: 'off',
    description: 'tools for programs that act for a user, at `/mcp` (Model Context Protocol); they need agent tokens',
  }),
  UNKNOWN_QUERY: choice(['warn', 'enforce'], {
    default: 'warn',
    description:
      'unknown query parameters of published endpoints: `warn` answers those that resemble no known name and lists them in the header `X-Saatava-Warnings`, `enforce` refuses all',
  }),
  SIMULATORS: onOff({
    default: 'off',
    inSandbox: 'on',
    description: 'stand-ins of the outside world; production refuses `on`',
  }),
  SIMULATORS_URL: text({ defaultWords: 'this process', description: 'origin of simulators that run alone' }),
  ACCOUNTING_URLS: text({
    defaultWords: 'the connectors’ own',
    form: '`NETVISOR=https://…,PROCOUNTOR=https://…`',
    description: 'other addresses of accounting systems',
  }),
  TOKEN_LIFETIME_DAYS: whole(1, 3_650, {
    default: 365,
    unit: 'days',
    description: 'how long a client access token lives',
  }),
  TOKEN_OVERLAP_HOURS: whole(0, 720, {
    default: 24,
    unit: 'hours',
    description: 'how long a renewed token still works',
  }),
  TOKEN_CACHE_SECONDS: whole(0, 5, {
    default: 4,
    unit: 'seconds',
    description: 'how long a token check may be remembered',
  }),
  RATE_LIMIT_PER_SECOND: whole(1, 1_000_000, {
    default: 500,
    description: 'requests per second and token, on average',
  }),
  WRONG_TOKENS_PER_MINUTE: whole(1, 1_000_000, {
    default: 60,
    description: 'wrong tokens that one address may send; then it is answered with 429 for a while',
  }),
  RATE_LIMIT_BURST: whole(1, 1_000_000, { default: 1_000, description: 'requests a token may send at once' }),
  TRUSTED_PROXIES: text({
    defaultWords: 'none',
    form: '`10.0.0.5,10.1.0.0/16`',
    description:
      'addresses and networks of your proxies; the service believes a caller’s address only when one of them names it',
  }),
  PROXY_HEADER: choice(['x-forwarded-for', 'forwarded'], {
    default: 'x-forwarded-for',
    description: 'header in which the proxies name it; a proxy must remove this header from callers’ requests',
  }),
  SYNC_CONNECTIONS_MAX: whole(1, 1_000, {
    default: 64,
    description: 'accounting connections one worker serves at a time',
  }),
  SYNC_LEASE_SECONDS: whole(1, 300, {
    default: 15,
    unit: 'seconds',
    description: 'time until another worker takes over the connections of a dead worker',
  }),
  SYNC_POLL_MS: whole(20, 60_000, {
    default: 250,
    unit: 'ms',
    description: 'how often a worker looks for work when idle',
  }),
  SHUTDOWN_SECONDS: whole(1, 600, {
    default: 20,
    unit: 'seconds',
    description: 'how long a stop waits for requests and sends in flight',
  }),
  DISTRIBUTION_POLL_MS: whole(20, 60_000, {
    default: 250,
    unit: 'ms',
    description: 'how often a worker looks for invoices to evaluate or send when idle',
  }),
  DISTRIBUTION_LEASE_SECONDS: whole(1, 3_600, {
    default: 60,
    unit: 'seconds',
    description: 'time until another worker takes over the deliveries of a dead worker',
  }),
  RENDER_THREADS: whole(1, 64, { defaultWords: 'one less than the cores', description: 'threads that render PDFs' }),
  LAW_RULES: text({
    defaultWords: 'the law packs alone',
    form: 'a file, JSON',
    description:
      'rules that the agency confirms, replaces or adds (`saatava law rules --json` shows the format); stored in a database that holds none',
  }),
  ATTACHMENT_NETWORK: choice(['public', 'any'], {
    default: 'public',
    description: 'where attachments may be fetched from; production refuses `any`',
  }),
  WEBHOOK_NETWORK: text({
    default: 'public',
    form: '`public` or `10.1.0.0/16,192.168.7.9`',
    description:
      'addresses to which webhooks are sent: those of the public internet, and the inner networks (CIDR) that you list',
  }),
  WEBHOOK_LEASE_SECONDS: whole(1, 3_600, {
    default: 30,
    unit: 'seconds',
    description: 'time until another worker takes over the webhook requests of a dead worker',
  }),
}

const CHANNELS = {
  SMTP_URL: text({
    defaultWords: 'the simulator in a sandbox',
    form: '`smtp://user:password@host:587` or `smtps://…`',
    description: 'mail server; without it, the channel EMAIL is off',
    secret: true,
    fault: (url) =>
      pasted()(url) ??
      (URL.canParse(url) && /^smtps?:\/\/[^/]/i.test(url)
        ? undefined
        : 'is not an address of a mail server; it takes smtp://host:25 or smtps://user:password@host:465, special characters in the password percent-encoded'),
  }),
  MAIL_FROM: text({ inSandbox: 'invoices@example.com', description: 'address in the From of every mail' }),
  BOUNCE_DOMAIN: text({
    defaultWords: 'the domain of MAIL_FROM',
    description: 'domain to which mails that cannot be delivered come back',
  }),
  BOUNCE_FOLDER: text({
    defaultWords: 'DATA_DIR/mail/bounces in a sandbox',
    description: 'Maildir into which a mail server delivers them',
  }),
  MAIL_SIMULATOR_PORT: whole(0, 65_535, {
    default: 0,
    defaultWords: 'any free port',
    description: 'SMTP port of a sandbox’s simulated mail server',
  }),
  EINVOICE_DROP: text({
    defaultWords: 'the simulator in a sandbox',
    form: DROP,
    description: 'the e-invoice operator’s drop',
    fault: pasted(),
  }),
  EINVOICE_DROP_TOKEN: dropToken(),
  EINVOICE_DROP_PASSWORD: dropPassword(),
  EINVOICE_DROP_KEY: dropKey(),
  EINVOICE_DROP_FINGERPRINT: dropFingerprint(),
  EINVOICE_SOAP: onOff({ default: 'off', description: 'Finvoice files with the SOAP frame before them' }),
  EINVOICE_OPERATOR_ID: text({
    inSandbox: '003701120389',
    defaultWords: 'a simulated one in a sandbox',
    description: 'OVT or BIC of the operator, for clients that do not name one',
  }),
  EINVOICE_OPERATOR_NAME: text({
    inSandbox: 'Simulated operator',
    defaultWords: 'a simulated one in a sandbox',
    description: 'its name',
  }),
  PRINT_DROP: text({
    defaultWords: 'the simulator in a sandbox',
    form: DROP,
    description: 'the print house’s drop',
    fault: pasted(),
  }),
  PRINT_DROP_TOKEN: dropToken(),
  PRINT_DROP_PASSWORD: dropPassword(),
  PRINT_DROP_KEY: dropKey(),
  PRINT_DROP_FINGERPRINT: dropFingerprint(),
  PRINT_RUN_SECONDS: whole(1, 86_400, {
    default: 900,
    inSandbox: 2,
    unit: 'seconds',
    description: 'interval between two batches of letters for the print house',
  }),
}

const BANK = {
  SIMULATED_BANK: onOff({
    defaultWords: 'on in a sandbox',
    description: '`on`: a simulated bank fetches files from BANK_OUTBOX and puts its answers into BANK_INBOX',
  }),
  BANK_INBOX: text({
    defaultWords: 'DATA_DIR/bank/inbox with the simulated bank',
    description: 'folder of bank files: the service reads each complete file and moves it to `done/` or `failed/`',
  }),
  BANK_ACCOUNTS: text({
    default: '',
    inSandbox: EXAMPLE_CLIENT_FUNDS,
    defaultWords: 'examples in a sandbox',
    form: '`EUR=FI…/BIC,SEK=SE…/BIC/bg:991-2346`',
    description:
      'client-funds accounts, stored in an empty database: debtors pay to them and clients are paid from them; change them later with `saatava agency account`',
  }),
  BANK_OUTBOX: text({
    defaultWords: 'DATA_DIR/bank/outbox',
    description: 'folder for payment files; the program that fetches them may move them to its subfolder `taken/`',
  }),
  PAIN_VERSION: choice(['03', '09'], {
    default: '09',
    description: 'version of payment files, as agreed with the bank: pain.001.001.03 or .09',
  }),
}

const CONSOLE = {
  CONSOLE_ORIGIN: text({
    defaultWords: '`http://localhost:PORT` in a sandbox',
    form: '`https://console.example.com`',
    description: 'origin of the console, as browsers see it; without it only a sandbox has a console',
    fault: originFault,
  }),
  OIDC_ISSUER: text({
    form: '`https://login.example.com`',
    description: 'OIDC provider where users of the console may sign in; it goes with OIDC_CLIENT_ID',
    fault: (url) => (URL.canParse(url) ? undefined : 'is not a URL'),
  }),
  OIDC_CLIENT_ID: text({ description: 'client id of the console at the OIDC provider', fault: pasted() }),
  OIDC_CLIENT_SECRET: text({
    description: 'its secret; without one the console is a public client',
    secret: true,
    fault: pasted(),
  }),
}

function originFault(url: string): string | undefined {
  const parsed = URL.parse(url)
  if (parsed === null || parsed.origin !== url)
    return 'is not an origin: scheme, host and port, without a slash at its end'
  const isSafe = parsed.protocol === 'https:' || isLoopbackName(parsed.hostname)
  return isSafe ? undefined : 'does not begin with https://, which browsers need for passkeys'
}

const AGENCY = {
  OPERATOR_TOKEN: text({
    form: `at least ${OPERATOR_TOKEN_CHARACTERS_MIN} characters`,
    description: 'token of the operator’s endpoints (`X-Operator-Token`); without it, these endpoints are off',
    secret: true,
    fault: (token) =>
      token.length < OPERATOR_TOKEN_CHARACTERS_MIN
        ? `is too short; it needs at least ${OPERATOR_TOKEN_CHARACTERS_MIN} characters`
        : pasted({ header: true })(token),
  }),
  AGENCY_NAME: text({
    default: 'Saatava',
    description:
      'name of the agency in letters to debtors; `AGENCY_…` settings fill an empty database only; change them later with `saatava agency set`',
  }),
  AGENCY_ADDRESS: text({
    inSandbox: 'Testikuja 7, 12345, HELSINKI, FI',
    defaultWords: 'an example in a sandbox',
    form: '`street, postal code, place, FI`',
    description: 'its address; the law requires it on reminders and demands, so without it none is sent',
  }),
  AGENCY_BUSINESS_ID: text({ description: 'its business code' }),
  AGENCY_EMAIL: text({
    inSandbox: 'collection@example.com',
    defaultWords: 'an example in a sandbox',
    description: 'where debtors ask and object; it or AGENCY_PHONE stands on letters beside the address',
  }),
  AGENCY_PHONE: text({ description: 'its telephone number' }),
  AGENCY_HOURS: text({ description: 'hours when the telephone is answered' }),
  AGENCY_WEB: text({ description: 'its web address' }),
}

export const Settings = Type.Object({
  PORT: whole(0, 65_535, { default: 8_080, description: 'TCP port of the API' }),
  HOST: text({ default: '0.0.0.0', inSandbox: '127.0.0.1', description: 'address the API listens on' }),
  ...DATABASE,
  ...PROCESS,
  ...CHANNELS,
  ...BANK,
  ...AGENCY,
  ...CONSOLE,
  DEMO: onOff({ defaultWords: 'on in a sandbox', description: 'fill an empty sandbox with the published examples' }),
})
export type Settings = Static<typeof Settings>

function dropToken() {
  return text({ description: 'bearer token of an https drop', secret: true, fault: pasted({ header: true }) })
}

function dropPassword() {
  const description = 'password of an sftp drop, unless it has a key'
  return text({ description, secret: true, fault: pasted({ edgeSpaces: true }) })
}

function dropKey() {
  return text({ form: 'a file, PEM', description: 'private key of an sftp drop' })
}

function dropFingerprint() {
  return text({ form: 'SHA-256', description: 'fingerprint of an sftp drop’s host key', fault: pasted() })
}
