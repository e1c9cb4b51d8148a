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
    about:
      'A voucher in a simulated Netvisor, an invoice in a simulated inbox, reminded, paid and settled, in ten minutes',
  },
  { slug: 'endpoints', title: 'Endpoints', about: 'Every endpoint on one page' },
  { slug: 'authentication', title: 'Authentication', about: 'Tokens: two kinds, renewal, revocation' },
  { slug: 'environments', title: 'Environments', about: 'Sandbox, staging, production' },
  { slug: 'data-validation', title: 'Data validation', about: 'Formats, sums, identifiers, warnings' },
  {
    slug: 'service-intermediation',
    title: 'Service: intermediation',
    about: 'Invoices are sent in the creditor’s name; payment is its own matter',
  },
  {
    slug: 'service-lifecycle',
    title: 'Service: lifecycle',
    about: 'Invoices are sent, watched, reminded and collected; payments are settled',
  },
  {
    slug: 'service-debt-collection',
    title: 'Service: debt collection',
    about: 'Claims that were billed before are reminded and collected',
  },
  {
    slug: 'service-print-and-distribution',
    title: 'Service: print and distribution',
    about: 'Letters and files through the print house, by one invoice or ten thousand',
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
    slug: 'law',
    title: 'The law by country',
    about: 'What may be charged when, terms, interest and limitation, printed from the law packs',
  },
  { slug: 'payments', title: 'Payments', about: 'Bank files, matching, allocation, and what waits for a person' },
  { slug: 'settlements', title: 'Settlements', about: 'Paid out by schedule, fetched once, booked by itself' },
  { slug: 'funds', title: 'Client funds', about: 'What the banks hold, what the books say, and whose it is' },
  { slug: 'events', title: 'Events', about: 'One ordered feed of everything that happened' },
  { slug: 'references', title: 'References', about: 'Which payment references are made and read, by country' },
  { slug: 'settings', title: 'Client settings', about: 'Accounts, channels, approval, numbering, logo' },
  { slug: 'accounting', title: 'Accounting', about: 'How documents travel, states, refusals, reconciliation' },
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
  { slug: 'operating', title: 'Operating', about: 'Production, keys, metrics, backups, scaling' },
  { slug: 'personal-data', title: 'Personal data', about: 'Where it is, how it is sealed, how a debtor is erased' },
  { slug: 'errors', title: 'Errors', about: 'Every problem and every fault code' },
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
