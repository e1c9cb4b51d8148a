/** The guides: docs/guides/*.md, in the order of the menu. */
import { readFileSync } from 'node:fs'
import { CONNECTORS } from '../connectors/registry.ts'
import type { Platform } from '../platform/context.ts'
import { renderMarkdown } from './markdown.ts'
import { fillIn } from './placeholders.ts'

const FOLDER = new URL('../../docs/guides/', import.meta.url)

export const GUIDES: readonly { slug: string; title: string; about: string }[] = [
  {
    slug: 'getting-started',
    title: 'Getting started',
    about: 'From the first voucher to a reminded, paid and settled invoice, in ten minutes',
  },
  { slug: 'endpoints', title: 'Endpoints', about: 'Every endpoint on one page' },
  { slug: 'authentication', title: 'Authentication', about: 'Tokens: two kinds, renewal, revocation' },
  { slug: 'environments', title: 'Environments', about: 'Sandbox, staging, production' },
  { slug: 'data-validation', title: 'Data validation', about: 'Formats, sums, identifiers, warnings' },
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
  {
    slug: 'taking-over-cases',
    title: 'Taking over cases',
    about: 'Running cases of another agency: the file, the dry run, the release; the end of a contract',
  },
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
  { slug: 'events', title: 'Events', about: 'One ordered feed of everything that happened' },
  { slug: 'references', title: 'References', about: 'Payment references by country' },
  { slug: 'settings', title: 'Client settings', about: 'Accounts, channels, approval, numbering, logo' },
  { slug: 'accounting', title: 'Accounting', about: 'Order of documents, states, refusals, reconciliation' },
  ...CONNECTORS.map(({ system, title, about }) => ({ slug: `accounting-${system.toLowerCase()}`, title, about })),
  {
    slug: 'writing-a-connector',
    title: 'Writing a connector',
    about: 'A new accounting system: files, rules, simulator, and the kit of tests',
  },
  {
    slug: 'agency',
    title: 'The agency',
    about: 'Client-funds accounts, the agency’s details, confirmed law rules',
  },
  { slug: 'simulators', title: 'Simulators', about: 'Order faults, read the simulated books' },
  { slug: 'console', title: 'Console', about: 'Where people work: tasks, search, lists, acts, keys' },
  { slug: 'operating', title: 'Operating', about: 'Production, keys, metrics, backups, scaling' },
  {
    slug: 'personal-data',
    title: 'Personal data',
    about: 'Where personal data is stored, how it is encrypted, and how a debtor is erased',
  },
  { slug: 'errors', title: 'Errors', about: 'Every problem and every error code' },
]

export interface RenderedGuide {
  html: string
  /** Second-level headings, for the page's own menu. */
  contents: { id: string; text: string }[]
}

/** The text of a guide as it stands in the repository, with tables filled in from the code. */
export function guideText(slug: string, platform: Platform): string {
  return fillIn(readFileSync(new URL(`${slug}.md`, FOLDER), 'utf8'), platform)
}

export function renderGuide(slug: string, platform: Platform): RenderedGuide {
  return renderMarkdown(guideText(slug, platform))
}
