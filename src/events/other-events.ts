import { optional, orNull } from '../platform/http/schema.ts'
import { amountText, currency, date, event, id, instant, integer, list, object, text } from './fields.ts'

const ACCOUNT = 'account:<IBAN>, of client 0: the agency'
const WEBHOOK = 'webhook:<webhookId>'
const day = { account: text, currency, date }
const moved = { from: instant, to: instant, steps: integer, due: list(object({ work: text, count: integer })) }

/** The events of every document on its way into the accounting system, by its kind. */
function documentEvents(kind: string) {
  const subject = `${kind}:<identifier>`
  return {
    received: event(subject, 'a document for the accounting system was received', {}),
    delivered: event(subject, 'the accounting system has received the document, but has not confirmed it yet', {}),
    unclear: event(
      subject,
      'it is not known whether the accounting system has the document; Saatava searches for it',
      {},
    ),
    synced: event(subject, 'the accounting system has the document', {
      remoteIds: list(text),
      documentStatus: orNull(text),
    }),
    failed: event(subject, 'the accounting system refused the document, or Saatava gave up after too many tries', {
      code: text,
      description: text,
    }),
    retried: event(subject, 'a person retried the document', {}),
    replaced: event(subject, 'another document took its place', {}),
    dropped: event(subject, 'the document was dropped: it is not sent', {}),
  }
}

const ledger = documentEvents('ledger')
const payment = documentEvents('payment')
const invoice = documentEvents('invoice')

export const OTHER_EVENTS = {
  'client.created': event('client:<clientId>', 'a client was created', { name: text, service: text }),
  'client.corrected': event('client:<clientId>', 'the data of a client was corrected', { changed: list(text) }),
  'client.settings.changed': event('client:<clientId>', 'the settings of a client were changed', {
    version: integer,
    changed: list(text),
  }),
  'accounting.ledger.received': ledger.received,
  'accounting.ledger.delivered': ledger.delivered,
  'accounting.ledger.unclear': ledger.unclear,
  'accounting.ledger.synced': ledger.synced,
  'accounting.ledger.failed': ledger.failed,
  'accounting.ledger.retried': ledger.retried,
  'accounting.ledger.replaced': ledger.replaced,
  'accounting.ledger.dropped': ledger.dropped,
  'accounting.payment.received': payment.received,
  'accounting.payment.delivered': payment.delivered,
  'accounting.payment.unclear': payment.unclear,
  'accounting.payment.synced': payment.synced,
  'accounting.payment.failed': payment.failed,
  'accounting.payment.retried': payment.retried,
  'accounting.payment.replaced': payment.replaced,
  'accounting.payment.dropped': payment.dropped,
  'accounting.invoice.received': invoice.received,
  'accounting.invoice.delivered': invoice.delivered,
  'accounting.invoice.unclear': invoice.unclear,
  'accounting.invoice.synced': invoice.synced,
  'accounting.invoice.failed': invoice.failed,
  'accounting.invoice.retried': invoice.retried,
  'accounting.invoice.replaced': invoice.replaced,
  'accounting.invoice.dropped': invoice.dropped,
  'accounting.invoice.skipped': event(
    'invoice:<type>:<number>',
    'a person must make its voucher; the reason is given',
    {
      reason: text,
    },
  ),
  'funds.differs': event(ACCOUNT, 'the bank’s closing balance of a day differs from the books', {
    ...day,
    ...{ bank: amountText, books: amountText, difference: amountText },
    lines: list(object({ kind: text, day: date, text, amount: amountText, entryId: optional(id) })),
  }),
  'funds.statement.missing': event(
    ACCOUNT,
    'no statement of a banking day had arrived by the end of the next banking day; once for each account and day',
    { ...day, lastStatement: date },
  ),
  'funds.receipts.differ': event(
    ACCOUNT,
    'a BgMax, OCR giro or KTL file states a sum (`reported`) that differs from the sum of its lines (`read`); once for each account and day',
    { ...day, formats: list(text), reported: amountText, read: amountText, difference: amountText },
  ),
  'law.rule.ending': event(
    'law:<ruleId>, of client 0',
    'a law rule ends within 90 days (`validTo`) and no other rule follows; once for each rule',
    { ruleId: text, country: text, validFrom: date, validTo: date, value: text },
  ),
  'work.failing': event('the row’s', 'the handling of a row failed eight times; Saatava keeps trying', {
    ...{ queue: text, attempts: integer, failingSince: instant, nextAttemptAt: instant },
  }),
  'webhook.failing': event(
    WEBHOOK,
    'no request to a webhook endpoint has arrived for 24 hours, and again after 72 hours',
    {
      ...{ failingSince: instant, failures: integer },
    },
  ),
  'webhook.disabled': event(WEBHOOK, 'a webhook endpoint was disabled; its events wait in the feed', { reason: text }),
  'webhook.enabled': event(WEBHOOK, 'a webhook endpoint that was disabled is active again', { from: text }),
  'sandbox.clock.moved': event('sandbox-clock', 'a move of the sandbox’s clock has ended', moved),
  'sandbox.clock.stopped': event('sandbox-clock', 'a move of the sandbox’s clock was stopped', moved),
}
