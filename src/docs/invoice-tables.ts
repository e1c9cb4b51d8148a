/** Tables of the guides to invoices, distribution and settings, made from the code. */
import type { TSchema } from 'typebox'
import { isFault } from '@saatava/core/references/fault.ts'
import { makeReference } from '@saatava/core/references/make-reference.ts'
import { ATTEMPTS_MAX, waitMs } from '../distribution/changes.ts'
import { INVOICE_TYPES, type InvoiceType } from '@saatava/einvoice/model/document.ts'
import { SERVICES } from '../invoices/evaluate/services.ts'
import { SalesInvoiceRequest } from '../invoices/schemas.ts'
import { APPROVABLE, CREDITABLE, INVOICE_STATUSES, REPLACEABLE } from '../invoices/states.ts'
import { VAT_RATES } from '@saatava/law/vat-rates.ts'
import { ContractInput } from '../case-api/contracts/schemas.ts'
import { PolicyInput } from '../dunning/policies/schemas.ts'
import { SettingsInput } from '../settings/schemas.ts'
import { RECEIVERS } from '../simulators/mail/receivers.ts'
import { MAGIC_RECEIVERS } from '../simulators/operator/magic.ts'
import { MAGIC_ADDRESSES } from '../simulators/printhouse/magic.ts'
import { INVOICE_MEANINGS } from './state-tables.ts'
import { table, takes } from './tables.ts'

const names = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(' ') || '–'
const mark = (yes: boolean) => (yes ? 'yes' : '–')

export function invoiceStates(): string {
  return table(
    ['Status', 'Meaning', 'May be replaced', 'Waits for APPROVE', 'Can be credited'],
    INVOICE_STATUSES.map((status) => [
      `\`${status}\``,
      INVOICE_MEANINGS[status],
      mark(REPLACEABLE.includes(status)),
      mark(APPROVABLE.includes(status)),
      mark(CREDITABLE.includes(status)),
    ]),
  )
}

export function services(): string {
  return table(
    ['Service', 'Takes', 'Distributes', 'Controls payment'],
    Object.entries(SERVICES).map(([service, { types, distributes, controlsPayment }]) => [
      `\`${service}\``,
      names(types),
      mark(distributes),
      mark(controlsPayment),
    ]),
  )
}

/** How an invoice of a type leaves, whom its debtor pays, and whether it is dunned, where the service controls payment. */
const BY_TYPE: Record<InvoiceType, { sent: string; paid: string; dunned: string }> = {
  INVOICE: { sent: 'by the chosen channel', paid: 'agency', dunned: 'yes, with `paymentControlEnabled`' },
  CREDIT_NOTE: { sent: 'by the chosen channel', paid: 'nobody', dunned: 'no; it lowers the claim that it credits' },
  REMINDER: {
    sent: 'by the chosen channel',
    paid: 'payee of the original',
    dunned: 'no; it counts as the creditor’s own',
  },
  AUTO_PAYMENT_INVOICE: {
    sent: 'by letter and by e-invoice to the net bank',
    paid: 'agency',
    dunned: 'yes, with `paymentControlEnabled`',
  },
  COLLECTION: { sent: 'no: the invoice was sent before', paid: 'agency', dunned: 'yes, from the first reminder' },
  FACTORING: {
    sent: 'after `APPROVE`, by the chosen channel',
    paid: 'financier',
    dunned: 'no: the financier collects',
  },
}

/** Lists how a service handles each type of invoice. @throws RangeError where there is no such service */
export function serviceTypes(serviceName: string | undefined): string {
  const [, rules] = Object.entries(SERVICES).find(([service]) => service === serviceName) ?? []
  if (rules === undefined) throw new RangeError(`There is no service ${serviceName}.`)
  const { types, distributes, controlsPayment } = rules
  return table(
    ['Type', 'Sent', 'The debtor pays', 'Dunned'],
    INVOICE_TYPES.map((type) => {
      if (!types.includes(type)) return [`\`${type}\``, 'refused: `SERVICE_TYPE_NOT_INCLUDED`', '', '']
      const { sent, paid, dunned } = BY_TYPE[type]
      const claim = !distributes && type === 'INVOICE'
      return [
        `\`${type}\``,
        distributes ? sent : 'no: the invoice was sent before',
        controlsPayment ? paid : paid === 'agency' ? 'creditor' : paid,
        claim ? BY_TYPE.COLLECTION.dunned : controlsPayment ? dunned : 'no',
      ]
    }),
  )
}

export function vatRates(): string {
  return table(
    ['Country', 'Percent', 'From', 'Until', 'Source', ''],
    VAT_RATES.map((rate) => [
      rate.country,
      String(rate.percentage),
      rate.validFrom,
      rate.validTo ?? '',
      rate.source,
      rate.status,
    ]),
  )
}

/** "17 attempts; after a failed one it waits 5 s, 30 s, 2 min …". */
export function attempts(): string {
  const waits = Array.from({ length: ATTEMPTS_MAX - 1 }, (_, i) => waitMs(i + 1))
  const shown = [...new Set(waits)].map(spell).join(', ')
  const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000
  return `up to ${ATTEMPTS_MAX} times, with ${shown} between them (then always the last): ${Math.round(hours)} hours in all`
}

function spell(ms: number): string {
  if (ms < 60_000) return `${ms / 1_000} s`
  return ms < 3_600_000 ? `${ms / 60_000} min` : `${ms / 3_600_000} h`
}

export function magic(channel: string | undefined): string {
  if (channel === 'mail')
    return table(
      ['Address begins with', 'What happens'],
      RECEIVERS.map(({ word, does }) => [`\`${word}\``, does]),
    )
  const all = channel === 'operator' ? MAGIC_RECEIVERS : MAGIC_ADDRESSES
  return table(
    [channel === 'operator' ? 'Address or operator contains' : 'A line of the address contains', 'What happens'],
    all.map(({ contains, outcome, code, reason }) => [
      `\`${contains}\``,
      outcome === 'SILENT' ? 'accepted; no report of the delivery comes' : `${outcome} \`${code}\`: ${reason}`,
    ]),
  )
}

/** A reference of the prefix 20001 and the number 1001, by the kind's usual agreement. */
export function reference(kind: string | undefined): string {
  const known = KINDS_MADE.find((one) => one === kind)
  if (known === undefined) throw new Error(`no reference ${kind}`)
  const agreed = { ocrLengthDigit: false, kidModulus: 10, fikType: '71' } as const
  const made = makeReference(known, { prefix: '20001', number: '1001' }, agreed)
  if (isFault(made)) throw new Error(made.fault)
  return made.printed
}

const KINDS_MADE = ['FI', 'RF', 'SE_OCR', 'NO_KID', 'DK_FIK'] as const

// Objects whose published fields are all there is; everything else about them is a Saatava extension.
const PUBLISHED = ['processing', 'distribution', 'invoice.header', 'invoice.references', 'invoice.parties']
const OURS = ['processing.draft', 'invoice.header.exchangeRate', 'invoice.parties.deliveryParty']

/** Bodies that have a separate table. */
const WHOLE: Record<string, TSchema> = { settings: SettingsInput, contract: ContractInput, policy: PolicyInput }

/** Every field of a part of POST /invoice, or of a whole body, down to the last level. */
export function fields(partName: string | undefined): string {
  const whole = WHOLE[partName ?? '']
  const path = whole === undefined ? PARTS[partName ?? ''] : ''
  if (path === undefined) throw new Error(`no part ${partName}`)
  const root: TSchema = whole ?? SalesInvoiceRequest
  const found = walk(path === '' ? root : path.split('.').reduce(child, root as Node), path, [])
  const mixed = PUBLISHED.some((part) => path.startsWith(part)) && !OURS.includes(path)
  return table(
    ['Field', 'Takes', ...(mixed ? ['Whose'] : []), 'Meaning'],
    found.map(({ at, node, required }) => [
      `\`${at.slice(path.length).replace(/^(\[\])?\./, '')}\``,
      kindOf(node, at),
      ...(mixed ? [OURS.some((part) => at.startsWith(part)) ? 'extension' : 'published'] : []),
      [...(required ? ['required'] : []), ...(node.description === undefined ? [] : [node.description])].join('; '),
    ]),
  )
}

/** The words of placeholders cannot hold dots. */
const PARTS: Record<string, string> = {
  processing: 'processing',
  distribution: 'distribution',
  header: 'invoice.header',
  references: 'invoice.references',
  parties: 'invoice.parties',
  address: 'invoice.parties.buyerParty.address',
  contact: 'invoice.parties.buyerParty.contact',
  delivery: 'invoice.delivery',
  terms: 'invoice.terms',
  amounts: 'invoice.amounts',
  rows: 'invoice.rows',
  payments: 'invoice.payments',
  attachments: 'invoice.attachments',
}

interface Node {
  type?: string
  format?: string
  description?: string
  properties?: Record<string, Node>
  items?: Node
  required?: string[]
}
interface Field {
  at: string
  node: Node
  required: boolean
}

function child(schema: Node, name: string): Node {
  const found = schema.properties?.[name]
  if (found === undefined) throw new Error(`no part ${name}`)
  return found
}

/** Fields below a node; addresses and contacts, which come again and again, are one field there and have their own tables. */
function walk(node: Node, path: string, found: Field[]): Field[] {
  const own = node.properties === undefined ? node.items : node
  const prefix = own === node ? path : `${path}[]`
  for (const [name, property] of Object.entries(own?.properties ?? {})) {
    const at = prefix === '' ? name : `${prefix}.${name}`
    const inner = property.properties ?? property.items?.properties
    if (inner === undefined || name === 'address' || name === 'contact')
      found.push({ at, node: property, required: own?.required?.includes(name) ?? false })
    else walk(property, at, found)
  }
  return found
}

const KINDS: Record<string, string> = {
  date: 'date',
  money: 'amount',
  email: 'email',
  country: 'country',
  currency: 'currency',
  language: 'language',
  website: 'website',
}

function kindOf(node: Node, at: string): string {
  if (node.properties !== undefined)
    return `[${at.split('.').at(-1)}](#${at.endsWith('address') ? 'address' : 'contact'})`
  return KINDS[node.format ?? ''] ?? takes(node)
}
