/** The guides: docs/guides/*.md by group, in the order of the menu. */
import { CONNECTORS } from '../connectors/registry.ts'

export interface Guide {
  slug: string
  title: string
  /** One sentence, for the home page, the search and llms.txt. */
  about: string
  /** The file below docs/, where it is not guides/<slug>.md. */
  file?: string
}

const START: Guide[] = [
  {
    slug: 'getting-started',
    title: 'Getting started',
    about: 'The whole life of one invoice in twelve requests: sent, reminded, paid in part, settled, booked',
  },
  { slug: 'environments', title: 'Environments', about: 'Sandbox, staging, production, and the clock of a sandbox' },
  { slug: 'authentication', title: 'Authentication', about: 'Tokens: two kinds, renewal, revocation' },
  {
    slug: 'test-data',
    title: 'Test data',
    about: 'Debtors that do what their name says, and addresses at which deliveries fail',
  },
  { slug: 'endpoints', title: 'Endpoints', about: 'Every endpoint on one page' },
  {
    slug: 'service-intermediation',
    title: 'Service: intermediation',
    about: 'Saatava sends invoices in the creditor’s name; the creditor follows the payments',
  },
  {
    slug: 'service-lifecycle',
    title: 'Service: lifecycle',
    about: 'Saatava sends invoices, follows payments, reminds and collects, and settles with the creditor',
  },
  {
    slug: 'service-debt-collection',
    title: 'Service: debt collection',
    about: 'Saatava reminds and collects claims whose invoices were sent before',
  },
  {
    slug: 'service-print-and-distribution',
    title: 'Service: print and distribution',
    about: 'Letters through the print house, for one invoice or ten thousand',
  },
  {
    slug: 'service-accounting',
    title: 'Service: accounting',
    about: 'Vouchers and payments into the creditor’s accounting system',
  },
  { slug: 'names', title: 'One thing, its names', about: 'Things that the API calls by several names' },
  { slug: 'glossary', title: 'Glossary', about: 'Every word and its one meaning', file: 'glossary.md' },
]

const BUILD: Guide[] = [
  { slug: 'data-validation', title: 'Data validation', about: 'Formats, sums, identifiers, warnings' },
  {
    slug: 'idempotency',
    title: 'Idempotency',
    about: 'How to send a request again after a lost answer, and store nothing twice',
  },
  {
    slug: 'statuses',
    title: 'Statuses',
    about: 'Every status of invoices, deliveries, cases, payments, settlements and vouchers, and the next ones',
  },
  {
    slug: 'invoices',
    title: 'Invoices',
    about: 'Send one or ten thousand: fields, statuses, VAT, credit notes, batch',
  },
  { slug: 'distribution', title: 'Distribution', about: 'E-invoice, email, letter: channels, fallback, feeds, drops' },
  { slug: 'cases', title: 'Cases', about: 'Payment control: interest and fees by law, actions, plans, policies' },
  {
    slug: 'debtors',
    title: 'Debtors',
    about: 'One person over all its cases: search, contact data, marks that stop collection',
  },
  { slug: 'events', title: 'Events', about: 'One ordered feed of everything that happened' },
  {
    slug: 'webhooks',
    title: 'Webhooks',
    about: 'The events sent to your server: signed, retried, in order if you want, and never lost',
  },
  { slug: 'references', title: 'References', about: 'Payment references by country' },
  { slug: 'settings', title: 'Client settings', about: 'Accounts, channels, approval, numbering, logo' },
  { slug: 'simulators', title: 'Simulators', about: 'Inject faults, and read the simulated books' },
  { slug: 'errors', title: 'Errors', about: 'Every problem and every error code' },
  { slug: 'api-changelog', title: 'API changelog', about: 'Every change of the API, by day, and what ends when' },
]

const MONEY: Guide[] = [
  {
    slug: 'law',
    title: 'The law by country',
    about: 'Fees, terms, interest and limitation by country, printed from the law packs',
  },
  {
    slug: 'payments',
    title: 'Payments',
    about: 'Bank files, payment matching, allocation, and payments that need review',
  },
  { slug: 'settlements', title: 'Settlements', about: 'Payouts by schedule, fetched once, booked automatically' },
  {
    slug: 'funds',
    title: 'Client funds',
    about: 'Balances at the banks, balances in the books, and the owners of the money',
  },
  { slug: 'accounting', title: 'Accounting', about: 'Order of documents, states, refusals, reconciliation' },
  ...CONNECTORS.map(({ system, title, about }) => ({ slug: `accounting-${system.toLowerCase()}`, title, about })),
  {
    slug: 'writing-a-connector',
    title: 'Writing a connector',
    about: 'A new accounting system: files, rules, simulator, and the kit of tests',
  },
]

const RUN: Guide[] = [
  {
    slug: 'go-live',
    title: 'Going live',
    about: 'The checklist from a sandbox to production, for partners and for those who run Saatava',
  },
  {
    slug: 'agency',
    title: 'The agency',
    about: 'Client-funds accounts, the agency’s details, confirmed law rules',
  },
  {
    slug: 'taking-over-cases',
    title: 'Taking over cases',
    about: 'Running cases of another agency: the file, the dry run, the release; the end of a contract',
  },
  { slug: 'console', title: 'Console', about: 'Where people work: tasks, search, lists, acts, keys' },
  {
    slug: 'agents',
    title: 'Programs that act for a person',
    about: 'Tools for language models at /mcp: tokens, previews before changes, masked names',
  },
  { slug: 'operating', title: 'Operating', about: 'Production, keys, metrics, backups, scaling' },
  {
    slug: 'personal-data',
    title: 'Personal data',
    about: 'Where personal data is stored, how it is encrypted, and how a debtor is erased',
  },
]

export const GROUPS: readonly { title: string; guides: readonly Guide[] }[] = [
  { title: 'Start', guides: START },
  { title: 'Build', guides: BUILD },
  { title: 'Money', guides: MONEY },
  { title: 'Run', guides: RUN },
]

export const GUIDES: readonly Guide[] = GROUPS.flatMap(({ guides }) => guides)
