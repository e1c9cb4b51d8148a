/**
 * A check of a column against a list of words repeats a list of the code. This test holds the two together: it reads every
 * such check from the migrated database and compares it with the list of the code below. A new check needs a line here.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BankFileFormat } from '@saatava/bank-files/bank-file.ts'
import type { EntryDoubt, EntryLevel, EntryNature } from '@saatava/bank-files/entry-facts.ts'
import type { BankCustomerScheme } from '@saatava/core/bank-account.ts'
import { CHANNELS } from '@saatava/einvoice/model/channels.ts'
import { EVENT_LETTERS, INVOICE_TYPES, LETTER_KINDS } from '@saatava/einvoice/model/document.ts'
import { DEBTOR_MARKS } from '@saatava/law/debtor-marks.ts'
import { DEBTOR_TYPES } from '@saatava/law/rule.ts'
import { Client } from 'pg'
import type { ConnectionRow } from '../src/accounting/connection-queries.ts'
import type { DocumentKind } from '../src/accounting/list-documents.ts'
import { STATUSES } from '../src/accounting/states.ts'
import type { Approval } from '../src/approvals/approval.ts'
import { GATED_ACTS } from '../src/approvals/gated-acts.ts'
import { BULK_STATES, ROW_OUTCOMES } from '../src/bulk/job.ts'
import { ACTION_CODES } from '../src/case-api/actions/codes.ts'
import type { StoredAction } from '../src/case-api/actions/shown-queries.ts'
import { OBJECTION_KINDS } from '../src/claims/objection.ts'
import type { EarlierLetter } from '../src/claims/open-queries.ts'
import { STEP_KINDS } from '../src/claims/policy.ts'
import { type CaseStatus, type ClosingReason, HOLDS, STAGES } from '../src/claims/states.ts'
import type { Config } from '../src/config/config.ts'
import { CONTACT_FIELDS, CONTACT_SOURCES } from '../src/debtors/contact.ts'
import { DEBTOR_KINDS } from '../src/debtors/debtor.ts'
import { IDENTITY_KINDS } from '../src/debtors/identities.ts'
import { DELIVERY_STATES } from '../src/deliveries/states.ts'
import type { PlanState } from '../src/dunning/plans/states.ts'
import type { NoticeKind } from '../src/funds/notice-queries.ts'
import type { Place } from '../src/funds/places.ts'
import type { FileFormat } from '../src/invoices/document-file.ts'
import type { RecordRow } from '../src/invoices/records-queries.ts'
import { INVOICE_STATUSES } from '../src/invoices/states.ts'
import { ACCOUNTS } from '../src/journal/accounts.ts'
import type { JournalKind } from '../src/journal/details.ts'
import { ROLE_NAMES } from '../src/permissions/roles.ts'
import { SERVICE_TYPES } from '../src/onboarding/schemas.ts'
import type { FileRow } from '../src/payments/intake-queries.ts'
import type { PaymentKind } from '../src/payments/postings.ts'
import type { ReturnState } from '../src/payments/returns/return-order.ts'
import type { EntryState } from '../src/payments/states.ts'
import type { PayoutState } from '../src/payouts/states.ts'
import type { TokenRow } from '../src/platform/auth/queries.ts'
import type { FeedName } from '../src/platform/http/feed.ts'
import type { SettlementRun } from '../src/settlements/settlement.ts'
import type { TaskRow } from '../src/tasks/queries.ts'
import type { SessionEnd, SignInMethod } from '../src/users/sessions/session.ts'
import { DISABLE_REASONS, WEBHOOK_MODES, WEBHOOK_SIGNATURES } from '../src/webhooks/endpoint.ts'
import { WEBHOOK_DELIVERY_STATES, WEBHOOK_STATES } from '../src/webhooks/states.ts'
import { testDatabase } from './support/database.ts'

/** The words of a union that has no list at run time. The compiler refuses a word too many and a word too few. */
function wordsOf<Union extends string>(words: Record<Union, true>): string[] {
  return Object.keys(words)
}

const BANK_FILE_FORMATS = wordsOf<BankFileFormat>({
  'camt.053.001.02': true,
  'camt.053.001.08': true,
  'camt.054.001.02': true,
  'camt.054.001.08': true,
  bgmax: true,
  'no-ocr-giro': true,
  ktl: true,
})

const JOURNAL_KINDS = wordsOf<JournalKind>({
  CASE_OPENED: true,
  CAPITAL_CREDITED: true,
  INTEREST_ACCRUED: true,
  FEE_CHARGED: true,
  FEE_WAIVED: true,
  PAYMENT_RECEIVED: true,
  PAYMENT_ALLOCATED: true,
  DIRECT_PAYMENT: true,
  ALLOCATION_REVERSED: true,
  PAYMENT_REVERSED: true,
  PAYMENT_RETURNED: true,
  RETURN_ORDERED: true,
  RETURN_CAME_BACK: true,
  RETURN_UNDONE: true,
  WAIVED: true,
  WITHDRAWN: true,
  WRITTEN_OFF: true,
  COMMISSION: true,
  SETTLED: true,
  DEDUCTED: true,
  SETTLEMENT_PAID: true,
  SETTLEMENT_RETURNED: true,
  PAYOUT_REFUSED: true,
  PAYOUT_RESUMED: true,
  RECEIVED_AT_BANK: true,
  SET_ASIDE: true,
  FUNDS_MOVED: true,
  FUNDS_ATTRIBUTED: true,
  BROUGHT_FORWARD: true,
  OPENING_CORRECTED: true,
})

const ENTRY_NATURES = wordsOf<EntryNature>({
  PAYMENT: true,
  OWN_ORDER: true,
  CHARGE: true,
  DEBIT: true,
  RETURN: true,
  REVERSAL: true,
  DEDUCTION: true,
  OPPOSITE_PART: true,
  DIFFERENCE: true,
})

const LISTS: Record<string, readonly string[]> = {
  'user_grant.role': ROLE_NAMES,
  'approval.action': Object.keys(GATED_ACTS),
  'approval.decision': wordsOf<NonNullable<Approval['decision']>>({ APPROVED: true, REFUSED: true, OUTDATED: true }),
  'credential.kind': ['PASSKEY', 'OIDC'],
  'console_session.method': wordsOf<SignInMethod>({ PASSKEY: true, OIDC: true, LINK: true }),
  'console_session.ended_as': wordsOf<SessionEnd>({
    ...{ SIGNED_OUT: true, BY_ADMIN: true, USER_DISABLED: true, IDLE: true, EXPIRED: true, REPLACED: true },
  }),
  'access_token.environment': wordsOf<Config['environment']>({ sandbox: true, staging: true, production: true }),
  'access_token.kind': wordsOf<TokenRow['kind']>({ PROVISIONING: true, CLIENT: true }),
  'accounting_document.kind': wordsOf<DocumentKind>({ ledger: true, payment: true, invoice: true }),
  'accounting_document.status': STATUSES,
  'accounting_document_version.status': STATUSES,
  'accounting_queue.state': wordsOf<ConnectionRow['state']>({ active: true, stopped: true }),
  'agency_account.bank_customer_scheme': wordsOf<BankCustomerScheme>({ CUST: true, BANK: true }),
  'allocation.stage': STAGES,
  'bank_entry.doubts': wordsOf<EntryDoubt>({ DATE: true, CURRENCY: true, AMOUNT: true, DIRECTION: true }),
  'bank_entry.funds_place': wordsOf<Place>({ SUSPENSE: true, CLIENTS: true, OUT: true, AGENCY: true, NONE: true }),
  'bank_entry.level': wordsOf<EntryLevel>({ WHOLE: true, ONLY: true, PART: true, DIFFERENCE: true }),
  'bank_entry.nature': ENTRY_NATURES,
  'bank_entry.state': wordsOf<EntryState>({ new: true, matched: true, unallocated: true, ignored: true }),
  'bank_file.state': wordsOf<FileRow['state']>({ reading: true, done: true }),
  'bank_statement.format': BANK_FILE_FORMATS,
  'bulk_job.state': BULK_STATES,
  'bulk_row.outcome': ROW_OUTCOMES,
  'case_action.code': ACTION_CODES,
  'case_action.state': wordsOf<StoredAction['state']>({ pending: true, performed: true, refused: true }),
  'case_step.kind': STEP_KINDS,
  'client.service_type': SERVICE_TYPES,
  'collection_case.closing_reason': wordsOf<ClosingReason>({
    PAID: true,
    CREDITED: true,
    WITHDRAWN: true,
    WRITTEN_OFF: true,
    EXPIRED: true,
  }),
  'collection_case.debtor_type': DEBTOR_TYPES,
  'collection_case.hold': HOLDS,
  'collection_case.objection': OBJECTION_KINDS,
  'earlier_letter.kind': wordsOf<EarlierLetter['kind']>({ REMINDER: true, DEMAND: true, PLAN: true }),
  'collection_case.stage': STAGES,
  'collection_case.status': wordsOf<CaseStatus>({
    OPEN: true,
    PAUSED: true,
    DISPUTED: true,
    PAYMENT_PLAN: true,
    SUSPENDED: true,
    CLOSED: true,
  }),
  'debtor.corrected': CONTACT_FIELDS,
  'debtor.kind': DEBTOR_KINDS,
  'debtor_contact.field': CONTACT_FIELDS,
  'debtor_contact.source': CONTACT_SOURCES,
  'debtor_mark.mark': DEBTOR_MARKS,
  'debtor_identity.kind': IDENTITY_KINDS,
  'delivery.channel': CHANNELS,
  'delivery.state': DELIVERY_STATES,
  'distribution_record.invoice_type': INVOICE_TYPES,
  'distribution_record.outcome': wordsOf<RecordRow['outcome']>({
    PENDING: true,
    SENT: true,
    DELIVERED: true,
    FAILED: true,
    NONE: true,
  }),
  'distribution_record.status': INVOICE_STATUSES,
  'feed_counter.feed': wordsOf<FeedName>({ events: true, distribution: true }),
  'partner_feed_counter.feed': wordsOf<FeedName>({ events: true, distribution: true }),
  'funds_notice.kind': wordsOf<NoticeKind>({ STATEMENT_MISSING: true, RECEIPTS_DIFFER: true }),
  'invoice.status': INVOICE_STATUSES,
  'invoice.type': INVOICE_TYPES,
  'invoice_document.kind': wordsOf<FileFormat>({ PDF: true, FINVOICE: true, UBL: true }),
  'journal_posting.account': Object.keys(ACCOUNTS),
  'journal_transaction.kind': JOURNAL_KINDS,
  'letter.kind': LETTER_KINDS,
  'payment.kind': wordsOf<PaymentKind>({ BANK: true, DIRECT: true }),
  'payment_plan.state': wordsOf<PlanState>({
    OFFERED: true,
    ACTIVE: true,
    COMPLETED: true,
    BROKEN: true,
    CANCELLED: true,
  }),
  'payment_return.state': wordsOf<ReturnState>({
    ordered: true,
    written: true,
    sent: true,
    paid: true,
    cancelled: true,
    refused: true,
  }),
  'payout.state': wordsOf<PayoutState>({
    CREATED: true,
    SENT: true,
    ACCEPTED: true,
    PAID: true,
    REJECTED: true,
    RETURNED: true,
  }),
  'policy.debtor_type': DEBTOR_TYPES,
  'policy.letters': EVENT_LETTERS,
  'process_seen.role': wordsOf<Config['role']>({ all: true, api: true, worker: true }),
  'settlement_run.state': wordsOf<SettlementRun['state']>({ open: true, written: true, sent: true }),
  'webhook_endpoint.mode': WEBHOOK_MODES,
  'webhook_endpoint.signatures': WEBHOOK_SIGNATURES,
  'webhook_endpoint.state': WEBHOOK_STATES,
  'webhook_endpoint.disabled_as': DISABLE_REASONS,
  'webhook_delivery.state': WEBHOOK_DELIVERY_STATES,
  'task.closed_as': wordsOf<NonNullable<TaskRow['closedAs']>>({ CAUSE_ENDED: true, DONE: true }),
}

/** The checks of one column against a list, by "table.column", as the database has them. */
async function checkedLists(): Promise<Record<string, string[]>> {
  const database = await testDatabase()
  const db = new Client({ connectionString: database.ownerUrl })
  try {
    await db.connect()
    const { rows } = await db.query<{ table: string; definition: string }>(
      `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition from pg_constraint
       where connamespace = 'public'::regnamespace and contype = 'c'`,
    )
    return Object.fromEntries(
      rows.flatMap(({ table, definition }): [string, string[]][] => {
        const [, column, list] = /^CHECK \(\((\w+) (?:= ANY|<@) \(?ARRAY\[([^\]]*)\]\)+$/.exec(definition) ?? []
        if (column === undefined || list === undefined) return []
        return [[`${table}.${column}`, [...list.matchAll(/'([^']*)'/g)].map(([, word = '']) => word)]]
      }),
    )
  } finally {
    await db.end()
    await database.drop()
  }
}

test('each check against a list of words has the words of the code', async () => {
  const checked = await checkedLists()
  const sorted = (lists: Record<string, readonly string[]>) =>
    Object.fromEntries(Object.entries(lists).map(([column, words]) => [column, words.toSorted()]))
  assert.deepEqual(sorted(checked), sorted(LISTS))
})
