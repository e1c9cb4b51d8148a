/** Name, default and meaning of every setting; config.ts reads them, the guide to operating prints them. */
interface Setting {
  name: string
  default: string
  meaning: string
}

export const SETTINGS: Setting[] = [
  { name: 'PORT', default: '8080', meaning: 'TCP port of the API' },
  { name: 'HOST', default: '127.0.0.1 in a sandbox, else 0.0.0.0', meaning: 'address the API listens on' },
  { name: 'DATABASE_URL', default: 'an embedded server', meaning: 'PostgreSQL 15 to 18, `postgres://…`' },
  { name: 'DATABASE_POOL_MAX', default: '20', meaning: 'connections to PostgreSQL per process' },
  {
    name: 'DATABASE_PREPARED',
    default: 'on for the embedded server, else off',
    meaning: 'keep hot statements prepared: `on` or `off`; off behind an old PgBouncer in transaction mode',
  },
  { name: 'DATA_DIR', default: './data', meaning: 'embedded database, simulators’ books, outboxes, sandbox key' },
  { name: 'SAATAVA_ENV', default: 'sandbox', meaning: '`sandbox`, `staging` or `production`' },
  { name: 'SAATAVA_ROLE', default: 'all', meaning: '`all`, `api` or `worker`' },
  {
    name: 'SAATAVA_MASTER_KEY',
    default: 'made once in a sandbox',
    meaning: '`id:base64` of 32 bytes; several, comma-separated, to rotate: the first one seals',
  },
  { name: 'LOG_LEVEL', default: 'info', meaning: '`trace`, `debug`, `info`, `warn`, `error`, `silent`' },
  {
    name: 'IDENTIFIER_CHECKS',
    default: 'enforce in production, else warn',
    meaning: 'check digits of business codes, IBANs …: `warn` or `enforce`',
  },
  {
    name: 'UNKNOWN_QUERY',
    default: 'warn',
    meaning:
      'unknown query parameters of published endpoints: `warn` answers those that resemble no known name and lists them in the header `X-Saatava-Warnings`, `enforce` refuses all',
  },
  { name: 'SIMULATORS', default: 'on in a sandbox, else off', meaning: '`on` or `off`; production refuses `on`' },
  { name: 'SIMULATORS_URL', default: 'this process', meaning: 'origin of simulators that run alone' },
  {
    name: 'ACCOUNTING_URLS',
    default: 'the connectors’ own',
    meaning: 'other addresses of accounting systems: `NETVISOR=https://…,PROCOUNTOR=https://…`',
  },
  { name: 'TOKEN_LIFETIME_DAYS', default: '365', meaning: 'how long a client access token lives' },
  { name: 'TOKEN_OVERLAP_HOURS', default: '24', meaning: 'how long a renewed token still works' },
  { name: 'TOKEN_CACHE_SECONDS', default: '4', meaning: 'how long a token check may be remembered, at most 5' },
  { name: 'RATE_LIMIT_PER_SECOND', default: '500', meaning: 'requests per second and token, on average' },
  { name: 'RATE_LIMIT_BURST', default: '1000', meaning: 'requests a token may send at once' },
  {
    name: 'TRUSTED_PROXIES',
    default: 'none',
    meaning:
      'addresses and networks of your proxies, `10.0.0.5,10.1.0.0/16`: only what they say of a caller’s address is believed',
  },
  {
    name: 'PROXY_HEADER',
    default: 'x-forwarded-for',
    meaning:
      'header in which they say it: `x-forwarded-for` or `forwarded`; a proxy must not let a caller’s own through',
  },
  { name: 'SYNC_CONNECTIONS_MAX', default: '64', meaning: 'accounting connections one worker serves at a time' },
  {
    name: 'SYNC_LEASE_SECONDS',
    default: '15',
    meaning: 'seconds until another worker takes over the connections of a dead worker',
  },
  { name: 'SYNC_POLL_MS', default: '250', meaning: 'how often a worker looks for work when idle' },
  { name: 'SHUTDOWN_SECONDS', default: '20', meaning: 'how long a stop waits for requests and sends in flight' },
  {
    name: 'DISTRIBUTION_POLL_MS',
    default: '250',
    meaning: 'how often a worker looks for invoices to evaluate or send when idle',
  },
  {
    name: 'DISTRIBUTION_CLAIM_SECONDS',
    default: '60',
    meaning: 'seconds until another worker takes over the deliveries of a dead worker',
  },
  { name: 'RENDER_THREADS', default: 'one less than the cores', meaning: 'threads that render PDFs' },
  {
    name: 'LAW_RULES',
    default: 'the law packs alone',
    meaning:
      'JSON file of rules that the agency confirms, replaces or adds (`saatava law rules --json` shows the form); read into a database that holds none',
  },
  {
    name: 'ATTACHMENT_NETWORK',
    default: 'public',
    meaning: 'where attachments may be fetched from: `public` or `any`; production refuses `any`',
  },
  {
    name: 'SMTP_URL',
    default: 'the simulator in a sandbox',
    meaning: '`smtp://user:password@host:587` or `smtps://…`; without it there is no EMAIL',
  },
  { name: 'MAIL_FROM', default: 'invoices@example.com in a sandbox', meaning: 'address in the From of every mail' },
  {
    name: 'BOUNCE_DOMAIN',
    default: 'that of MAIL_FROM',
    meaning: 'domain to which mails that cannot be delivered come back',
  },
  {
    name: 'BOUNCE_FOLDER',
    default: 'DATA_DIR/mail/bounces in a sandbox',
    meaning: 'Maildir into which a mail server delivers them',
  },
  { name: 'MAIL_SIMULATOR_PORT', default: 'any free port', meaning: 'SMTP port of a sandbox’s simulated mail server' },
  {
    name: 'EINVOICE_DROP',
    default: 'the simulator in a sandbox',
    meaning: 'the e-invoice operator’s drop: `file:///…`, `sftp://user@host/…` or `https://…`',
  },
  { name: 'EINVOICE_DROP_TOKEN', default: '', meaning: 'bearer token of an https drop' },
  { name: 'EINVOICE_DROP_PASSWORD', default: '', meaning: 'password of an sftp drop, unless it has a key' },
  { name: 'EINVOICE_DROP_KEY', default: '', meaning: 'file of the private key (PEM) of an sftp drop' },
  { name: 'EINVOICE_DROP_FINGERPRINT', default: '', meaning: 'SHA-256 fingerprint of an sftp drop’s host key' },
  { name: 'EINVOICE_SOAP', default: 'off', meaning: 'Finvoice files with the SOAP frame before them: `on` or `off`' },
  {
    name: 'EINVOICE_OPERATOR_ID',
    default: 'a simulated one in a sandbox',
    meaning: 'OVT or BIC of the operator, for clients that name none',
  },
  { name: 'EINVOICE_OPERATOR_NAME', default: '', meaning: 'its name' },
  {
    name: 'PRINT_DROP',
    default: 'the simulator in a sandbox',
    meaning: 'the print house’s drop, written as EINVOICE_DROP',
  },
  { name: 'PRINT_DROP_TOKEN', default: '', meaning: 'as EINVOICE_DROP_TOKEN' },
  { name: 'PRINT_DROP_PASSWORD', default: '', meaning: 'as EINVOICE_DROP_PASSWORD' },
  { name: 'PRINT_DROP_KEY', default: '', meaning: 'as EINVOICE_DROP_KEY' },
  { name: 'PRINT_DROP_FINGERPRINT', default: '', meaning: 'as EINVOICE_DROP_FINGERPRINT' },
  {
    name: 'PRINT_RUN_SECONDS',
    default: '2 in a sandbox, else 900',
    meaning: 'how often letters that have gathered go to the print house',
  },
  {
    name: 'SIMULATED_BANK',
    default: 'on in a sandbox',
    meaning: '`off`: no simulated bank fetches from BANK_OUTBOX and puts its files into BANK_INBOX',
  },
  {
    name: 'BANK_INBOX',
    default: 'DATA_DIR/bank/inbox with the simulated bank',
    meaning: 'folder of banks’ files: they are taken when complete, and moved to `done/` or `failed/` in it',
  },
  {
    name: 'BANK_ACCOUNTS',
    default: 'examples in a sandbox',
    meaning:
      'client-funds accounts that an empty database begins with, to which debtors pay and from which clients are paid: `EUR=FI…/BIC,SEK=SE…/BIC/bg:991-2346`; then `saatava agency account`',
  },
  {
    name: 'BANK_OUTBOX',
    default: 'DATA_DIR/bank/outbox',
    meaning:
      'folder into which payment files are put; whoever fetches them moves them to `taken/` in it, or leaves them',
  },
  {
    name: 'PAIN_VERSION',
    default: '09',
    meaning: 'of payment files, by agreement with the bank: `03` or `09` (pain.001.001.03 or .09)',
  },
  {
    name: 'OPERATOR_TOKEN',
    default: '',
    meaning: 'opens the operator’s endpoints (`X-Operator-Token`), at least 16 characters; without it there are none',
  },
  {
    name: 'AGENCY_NAME',
    default: 'Saatava',
    meaning:
      'who collects, as letters to debtors name it. `AGENCY_…` is what an empty database begins with; then `saatava agency set`',
  },
  {
    name: 'AGENCY_ADDRESS',
    default: 'an example in a sandbox',
    meaning: '`street, postal code, place, FI`; without it no reminder or demand is sent, for the law wants it on them',
  },
  { name: 'AGENCY_BUSINESS_ID', default: '', meaning: 'its business code' },
  {
    name: 'AGENCY_EMAIL',
    default: 'an example in a sandbox',
    meaning: 'where debtors ask and object; it or AGENCY_PHONE stands on letters beside the address',
  },
  { name: 'AGENCY_PHONE', default: '', meaning: 'the same by telephone' },
  { name: 'AGENCY_HOURS', default: '', meaning: 'when the telephone is answered' },
  { name: 'AGENCY_WEB', default: '', meaning: 'its web address' },
  {
    name: 'DEMO',
    default: 'on in a sandbox',
    meaning: 'play the published examples on an empty sandbox: `on` or `off`',
  },
]
