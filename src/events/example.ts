/** An example of each event, made of its schema and of the values below, which are those of the other examples. */
import { type EventName, EVENTS } from './catalogue.ts'

type Schema = { [keyword: string]: unknown }

const ID = '019a4c3e-0000-7000-8000-000000000001'

/** By the name of the field. */
const VALUES: Record<string, unknown> = {
  ...{ invoiceNumber: 251601000, creditNote: 251601001, creditNoteNumber: 251601001, caseId: 5000001 },
  ...{ settlementId: 202603030001, allocationId: 8000001, allocations: 3, attempt: 2, attempts: 8, steps: 93 },
  ...{ amount: 100, paidAmount: 100, currency: 'EUR', capitalAmount: 90, interestAmount: 2.5, costsAmount: 7.5 },
  ...{ unallocatedAmount: 0, beyondAmount: 0, fee: 5, creditedMinor: 10000, leftMinor: 0, ours: 5, stated: 0 },
  ...{ bank: '1500.00', books: '1400.00', difference: '100.00', reported: '1500.00', read: '1400.00' },
  ...{ channel: 'EINVOICE', method: 'EINVOICE', by: `token:${ID}`, step: 'REMINDER', stage: 'REMINDER', was: 'LEGAL' },
  ...{ letter: 'REMINDER', document: `/api/v1/partner/invoice/case/letters/${ID}/document`, kind: 'BANK' },
  ...{
    from: 'OPEN',
    to: 'PAUSED',
    task: 'OBJECTION',
    component: 'CAPITAL',
    policy: 'FI-CONSUMER',
    policyId: 'FI-CONSUMER',
  },
  ...{ rule: null, ruleId: 'FI.CONSUMER.FEE', source: 'Debt Collection Act 10 a §', note: null, mark: 'GUARDIAN' },
  ...{
    reason: null,
    reasonCode: 'AC04',
    reasonText: 'Closed account',
    documentStatus: 'Approved',
    remoteIds: ['1802'],
  },
  ...{ about: 'case:5000001', hold: 'TAKEN_OVER', name: 'Test Customer Oy', service: 'LIFECYCLE', version: 3 },
  ...{
    account: 'FI2112345600000785',
    formats: ['BgMax'],
    country: 'FI',
    value: '5.00',
    queue: 'deliveries',
    work: 'deliveries',
  },
  ...{ state: 'BROKEN', changed: ['ADDRESS'], objection: 'DENIED', failed: ID, begun: null, effect: {}, refusal: {} },
}
/** By the type of the event, which decides what a field means. */
const OF_EVENTS: Partial<Record<EventName, Record<string, unknown>>> = {
  'invoice.received': { type: 'INVOICE' },
  'invoice.replaced': { type: 'INVOICE' },
  'invoice.distributed': { status: 'INVOICED' },
  'invoice.credited': { status: 'CREDITED' },
  'case.closed': { reason: 'PAID' },
  'case.reopened': { reason: 'PAYMENT_REVERSED' },
  'case.status': { reason: 'ACTION' },
  'case.legal.recorded': { stage: 'ENFORCEMENT', was: 'LEGAL' },
  'case.plan.completed': { state: 'COMPLETED' },
  'case.plan.cancelled': { state: 'CANCELLED' },
  'case.letter.not.sent': { kind: 'REMINDER', reason: 'NO_CHANNEL' },
  'case.action.performed': { code: 'PAUSE' },
  'case.action.refused': { code: 'PAYMENTPLAN' },
  'settlement.blocked': { reason: 'NO_ACCOUNT', message: 'The client has no account in EUR.' },
  'settlement.payout.unclear': { message: 'One file reports it as paid, and another one as refused.' },
  'accounting.settlement.skipped': { reason: 'No account is set for commissions.' },
  'accounting.invoice.skipped': { reason: 'No account is set for this VAT rate.' },
  'client.settings.changed': { changed: ['channels'] },
  'client.corrected': { changed: ['postalAddress'] },
}
const FAILED = { code: 'REFUSED', description: 'Failed: Netvisor does not know account 3000. Add it there, and retry.' }

export interface EventExample {
  eventId: string
  at: string
  type: EventName
  subject: string
  data: Record<string, unknown>
}

export function eventExample(type: EventName): EventExample {
  const { subject, data } = EVENTS[type]
  const own = { ...OF_EVENTS[type], ...(/^accounting\.\w+\.failed$/.test(type) ? FAILED : {}) }
  return {
    eventId: '019a4c3e-0000-7000-8000-000000000003',
    at: '2026-03-03T09:30:00.000Z',
    type,
    subject: subjectExample(subject),
    data: objectExample(JSON.parse(JSON.stringify(data)) as Schema, '', own) as Record<string, unknown>,
  }
}

const SUBJECTS: Record<string, string> = {
  ...{ caseId: '5000001', clientId: '100001', settlementId: '202603030001', identifier: 'abc-123-def-456' },
  ...{ IBAN: 'FI2112345600000785', ruleId: 'FI.CONSUMER.FEE', type: 'INVOICE', number: '251601000' },
}

function subjectExample(subject: string): string {
  if (!subject.includes(':') && subject !== 'sandbox-clock') return `delivery:${ID}`
  const [form = ''] = subject.split(',')
  return form.replace(/<(\w+)>/g, (_match, name: string) => SUBJECTS[name] ?? ID)
}

function exampleOf(schema: Schema, name: string, own: Schema): unknown {
  if (name in own) return own[name]
  const branches = schema['anyOf'] as Schema[] | undefined
  if (branches !== undefined) {
    const one = branches.find(({ type }) => type !== 'null') ?? {}
    return name in VALUES ? VALUES[name] : exampleOf(one, name, own)
  }
  switch (schema['type']) {
    case 'object':
      return objectExample(schema, name, own)
    case 'array':
      return name in VALUES ? VALUES[name] : [exampleOf(schema['items'] as Schema, '', own)]
    case 'string':
      return textExample(schema, name)
    case 'boolean':
      return true
    default:
      return VALUES[name] ?? 1
  }
}

function objectExample(schema: Schema, name: string, own: Schema): unknown {
  const properties = schema['properties'] as Record<string, Schema> | undefined
  if (properties === undefined) return VALUES[name] ?? {}
  return Object.fromEntries(Object.entries(properties).map(([key, child]) => [key, exampleOf(child, key, own)]))
}

function textExample({ format }: Schema, name: string): string {
  if (format === 'date') return '2026-03-03'
  if (format === 'date-time') return '2026-03-03T09:30:00.000Z'
  const value = VALUES[name]
  if (typeof value === 'string') return value
  return name.endsWith('Id') || name === 'id' ? ID : name === '' ? 'ADDRESS' : name.toUpperCase()
}
