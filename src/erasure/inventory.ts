/**
 * The inventory of personal data: each table, each of its columns that can hold a text, and how a debtor is erased
 * from it. The erasure is driven by this list, the guide prints it, and a test compares it with the schema.
 */
import type { Scope } from './scopes.ts'

/** Values that take the place of what a column held. */
const NULL = 'null'
const EMPTY = "''"
const NOTHING = "'{}'"
const ERASED = `'{"erased": true}'`
const NO_HASH = "''::bytea"
/** A ledger or a payment without its free texts: accounts and amounts stay, because sums and read-backs go on with them. */
const FIGURES = `(select (payload::jsonb - '{documentDescription,sourceName,description}'::text[])
    || jsonb_object_agg(list.key, (select coalesce(jsonb_agg(line - '{description,transactionDescription}'::text[]), '[]')
                                   from jsonb_array_elements(list.value) line))
  from jsonb_each(payload::jsonb) list where list.key in ('rows', 'ledgerRows'))::json`
/** A request in which nothing but its processing is left: it says whether the invoice was under payment control. */
const REQUEST = `json_build_object('processing', payload -> 'processing', 'invoice', '{"header": {}, "parties": {"buyerParty": {"name": ""}}}'::json)`

export interface TableData {
  /** How the rows of a debtor are found; a table without personal data has none. */
  scope?: Scope
  /** Columns that the erasure overwrites, and with what. */
  blank?: Record<string, string>
  /** The rows are deleted. */
  deleted?: string[]
  /** Columns that are sealed with the debtor's key: deleting the key erases them. */
  sealed?: string[]
  /** Columns that stay, and why. */
  kept?: Record<string, string>
  /** Columns that hold nothing of a debtor. */
  none?: string
}

const BOOKS = 'the books are kept; entries hold ids, amounts and rules of law'
const CATALOGUE = 'the catalogue allows ids and codes only'

export const INVENTORY: Record<string, TableData> = {
  partner: { none: 'code name' },
  client: { none: 'business_code name country_code currency_code service_type details' },
  access_token: { none: 'token_hash kind environment label scopes addresses sealed_text' },
  wrong_token: { none: 'address' },
  user_account: { none: 'name email invited_by' },
  user_grant: { none: 'role granted_by' },
  credential: { none: 'kind passkey_id public_key issuer subject' },
  enrolment: { none: 'code_hash made_by' },
  agent_token: { none: 'token_hash issued_by' },
  console_session: { none: 'token_hash proof_hash method seen_as remote_address ended_as' },
  approval: {
    scope: 'approval',
    blank: { input: NOTHING, preview: NOTHING, reason: NULL },
    none: 'action subject input_hash preview_hash asked_by decided_by decision',
  },
  four_eyes_setting: { none: 'set_by' },
  client_settings: { none: 'settings' },
  client_counter: { none: 'name' },
  idempotency_record: {
    kept: { answer: 'deleted when the key is forgotten, after some days' },
    none: 'scope key body_hash',
  },
  audit_entry: { kept: { details: CATALOGUE }, none: 'actor request_id token remote_address action subject case_id' },
  audit_note: { scope: 'note', deleted: ['words', 'hash_key'], none: 'pointer' },
  audit_chain: { none: 'hash' },
  audit_head: { none: 'last_hash seal' },
  event: { kept: { data: CATALOGUE }, none: 'type subject' },
  feed_counter: { none: 'feed' },
  partner_feed_counter: { none: 'feed' },
  process_seen: { none: 'role host' },
  queue_failure: { none: 'queue subject' },
  sealed_key: { none: 'name sealed' },
  personal_key: { sealed: ['sealed', 'blind_index'] },
  archive_object: { sealed: ['content'], none: 'hash media_type' },
  contract_end: { none: 'asked_by handed_back_by' },
  earlier_letter: { none: 'kind' },
  taken_over_case: {
    kept: { case_number: 'a number of another agency', reference: 'payments may still name it' },
    none: 'agency row_hash imported_by released_by',
  },
  journal_transaction: { kept: { details: BOOKS }, none: 'kind source' },
  journal_posting: { none: 'account currency' },
  journal_balance: { none: 'account currency' },
  agency_account: {
    none: `currency iban bic bankgiros plusgiros kid_agreement fik_creditor reference_agreement payee_name
      bank_customer_id bank_customer_scheme added_by ended_by`,
  },
  agency_detail: { none: 'name address business_id email phone hours web set_by' },
  law_confirmation: { none: 'rule_id entry sources_read confirmed_by ended_by' },
  law_ending_notice: { none: 'rule_id' },
  policy: { none: 'policy_id country debtor_type name steps letters created_by' },
  client_contract: { none: 'contract' },
  invoice: {
    scope: 'invoice',
    blank: {
      ...{ buyer_name: EMPTY, payload: REQUEST, document: NULL, reasons: NULL, warnings: NULL },
      ...{ content_hash: NO_HASH, duplicate_fingerprint: NO_HASH },
    },
    none: 'type issue status payment_reference currency_code approved_by submitted_by',
  },
  invoice_attachment: {
    scope: 'invoice',
    blank: { file_name: EMPTY, url: NULL, failure_reason: NULL },
    none: 'media_type printed_accounts hash failure_code',
  },
  invoice_document: { none: 'kind hash' },
  debtor: {
    scope: 'debtor',
    blank: {
      ...{ name: EMPTY, name_key: EMPTY, national_id: NULL, business_id: NULL, person_index: NULL },
      ...{ customer_numbers: NOTHING, contact: NOTHING },
    },
    none: 'kind corrected',
  },
  debtor_identity: { scope: 'debtor', deleted: ['identity'], none: 'kind' },
  debtor_name: { scope: 'debtor', deleted: ['name_key'] },
  debtor_mark: { scope: 'debtor', blank: { source: EMPTY, guardian: NULL }, none: 'mark set_by lifted_by' },
  debtor_contact: { scope: 'debtor', deleted: ['value', 'changed_by'], none: 'field source' },
  reference_in_use: { none: 'currency reference' },
  collection_case: {
    scope: 'case',
    blank: { debtor: `'{"name": ""}'` },
    kept: { debtor_key: 'the database derives it from the debtor, so it is deleted with it' },
    none: 'payment_reference stage status status_reason country debtor_type currency policy_id objection closing_reason ending hold',
  },
  case_event: {
    scope: 'case',
    blank: { data: `(data::jsonb - '{comment,effect,refusal,reference,reason}'::text[])::json` },
    none: 'kind',
  },
  letter: { scope: 'case', blank: { document: ERASED }, none: 'kind about hash' },
  case_step: { none: 'kind rule_id rule_source' },
  case_action: {
    scope: 'action',
    blank: { comment: NULL, data: NOTHING, outcome: NULL },
    none: 'code state submitted_by',
  },
  payment_plan: { none: 'state rule_id' },
  delivery: {
    scope: 'invoice',
    blank: { failure_reason: NULL, remote_id: NULL },
    none: 'channel state failure_code',
  },
  delivery_attempt: { scope: 'attempt', blank: { reason: NULL }, none: 'outcome code' },
  distribution_record: {
    scope: 'invoice',
    blank: { failure_reason: NULL },
    none: 'invoice_type status method outcome payment_control_status',
  },
  bank_file: { none: 'hash name format state faults' },
  bank_entry: {
    scope: 'entry',
    blank: {
      ...{ payer_name: NULL, payer_account: NULL, payer_keys: NOTHING, message: NULL, payer_text: NULL },
      ...{ search_text: NULL, raw: EMPTY, details: NULL, reported_references: NULL },
    },
    none: `position booked_at account account_key currency nature level payment_type reversal_of return_reason
      bank_reference entry_reference ids booked_ids order_ids end_to_end_id message_id payment_information_id reference
      reference_keys document_keys doubts state reason awaits_references funds_place`,
  },
  bank_entry_copy: { scope: 'entry', blank: { raw: EMPTY }, none: 'position' },
  bank_batch: { none: 'batch account_key currency' },
  bank_statement: { none: 'position account currency format statement_id number page created_at' },
  payment: {
    scope: 'payment',
    blank: { payer_name: NULL, payer_account: NULL, original_reference: NULL },
    none: 'kind currency unallocated_reason payment_type',
  },
  payment_return: {
    scope: 'return',
    blank: {
      payee: NOTHING,
      reason: EMPTY,
      end_reason: NULL,
      file: `case when file is null then null else ''::bytea end`,
    },
    none: 'currency account text state message_id end_to_end_id ordered_by ended_by',
  },
  settlement_run: { none: 'currency debtor_iban message_id state file' },
  settlement: { none: 'currency remittance_reference beneficiary' },
  payout: {
    none: `end_to_end_id message_id payment_information_id debtor_iban beneficiary currency state reason_code reason_text
      doubt`,
  },
  allocation: { none: 'stage currency explanation' },
  settlement_schedule: { none: 'currency blocked' },
  funds_account: { none: 'account written_as currency' },
  funds_notice: { none: 'account currency kind' },
  accounting_connection: { none: 'company_identifier system credentials tokens mappings settings' },
  accounting_queue: { none: 'company_identifier state reason' },
  accounting_document: {
    scope: 'voucher',
    blank: { payload: FIGURES, description: NULL },
    none: `kind document_name identifier company_identifier group_key content_hash status failure_code document_status remote_ids
      submitted_by`,
  },
  accounting_document_version: {
    scope: 'voucher',
    blank: { payload: FIGURES, description: NULL },
    none: 'kind identifier content_hash status failure_code submitted_by replaced_by',
  },
  bulk_job: { none: 'act fields list state asked_by' },
  bulk_row: { none: 'key outcome reason' },
  webhook_endpoint: {
    none: 'url description contact_email types mode signatures state disabled_as keys previous_keys',
  },
  webhook_delivery: {
    kept: { tries: 'answers of the creditor’s server; deleted after 90 days' },
    none: 'type state',
  },
  saved_view: { none: 'owner list parameters name' },
  question: {
    scope: 'question',
    blank: {
      ...{ question: EMPTY, answer: "case when answer is null then null else '' end" },
      ...{ payer_name: NULL, payer_text: NULL },
    },
    none: 'subject currency asked_by answered_by seen_by withdrawn_by',
  },
  sandbox_setting: { none: 'name value' },
  task: { none: 'kind subject cause due_rule assignee closed_by closed_as' },
  scenario_debtor: { none: 'country scenario' },
}
