/** The areas of docs/database.md: the rooms of each, and what each table holds. */

export interface Area {
  title: string
  /** Rooms whose tables are in this area. */
  rooms: string[]
}

export const AREAS: Area[] = [
  {
    title: 'Clients and the platform',
    rooms: ['onboarding', 'settings', 'platform', 'feed', 'doctor', 'clock', 'sandbox', 'audit'],
  },
  { title: 'Invoices and deliveries', rooms: ['invoices', 'deliveries', 'archive', 'personal-keys'] },
  { title: 'Claims and dunning', rooms: ['claims', 'dunning', 'case-api'] },
  { title: 'Bank files and payments', rooms: ['payments'] },
  { title: 'Settlements and payouts', rooms: ['settlements', 'payouts'] },
  { title: 'Journal, client funds and the agency', rooms: ['journal', 'funds', 'agency'] },
  { title: 'Accounting sync', rooms: ['accounting'] },
]

/** Tables that no statement of a room writes: triggers and the migration do. */
export const WRITTEN_OTHERWISE: Record<string, string> = { journal_balance: 'journal', schema_migration: 'platform' }

/** One line for each table, in the words of the glossary. A table without a line stops the script. */
export const HOLDS: Record<string, string> = {
  partner: 'Software vendors that bring clients.',
  client: 'Clients: the tenants, and the creditors of their invoices.',
  access_token: 'Hashes of provisioning and access tokens, with their lifetimes.',
  wrong_token: 'Addresses that sent wrong tokens, with their number.',
  client_settings: 'The settings of each client.',
  client_counter: 'Numbers that are given out one by one, such as invoice numbers.',
  event: 'The ordered feed of events.',
  feed_counter: 'The last number that each feed of a client has given.',
  audit_entry: 'Acts of people and processes, written in the transaction of the change.',
  audit_chain: 'The number and the hash of each audit entry in the chain of its client.',
  audit_head: 'The end of the chain of each client.',
  audit_note: 'The words of people in audit entries; they can be erased.',
  sealed_key: 'Keys that the service made for itself, sealed with the master key.',
  personal_key: 'The data key of each debtor; erasing the debtor deletes it.',
  invoice_key: 'The data key that seals the documents of an invoice.',
  idempotency_record: 'Idempotency keys with the hash of the request and its answer.',
  queue_failure: 'Failures of rows of the work queues, until the row is handled.',
  process_seen: 'Heartbeats of the processes of the service.',
  sandbox_setting: 'The clock of a sandbox and what its move waits for.',
  scenario_debtor: 'Acts of the scenario debtors of a sandbox.',
  schema_migration: 'Applied migrations with their hashes.',
  invoice: 'Invoices as submitted, with status, amounts and reference.',
  invoice_attachment: 'Attachments of invoices.',
  invoice_document: 'The PDFs and e-invoice files that were made of an invoice.',
  reference_in_use: 'Payment references under payment control; each belongs to one open case.',
  archive_object: 'Bytes by their SHA-256 hash: documents, attachments, logos.',
  delivery: 'Orders to send one invoice or letter by one channel.',
  delivery_attempt: 'Each try to send a delivery, with its outcome.',
  distribution_record: 'The published line about the distribution of an invoice.',
  collection_case: 'Cases: stage, status, dates and the terms of the claim.',
  case_event: 'The timeline of each case.',
  case_step: 'Dunning steps taken; each step of a case is taken once.',
  case_action: 'Actions on cases and their outcomes.',
  letter: 'Reminders, demands and notices.',
  creditor_reminder: 'Reminders that the creditor sent before it handed the claim over.',
  policy: "The agency's policies, by version.",
  client_contract: 'The contract of each client with the agency.',
  payment_plan: 'Payment plans of cases.',
  plan_instalment: 'The instalments of payment plans.',
  bank_file: 'Bank files as received.',
  bank_batch: 'Lines of a national file that the bank books as one sum.',
  bank_entry: 'Movements on accounts, as bank files report them, and the state of their matching.',
  bank_entry_key: 'Hashes by which an entry of another file is recognised.',
  bank_entry_copy: 'Entries that another file had reported already.',
  payment: 'Money that came in for a client.',
  allocation: 'Parts of payments that pay cases.',
  payment_return: 'Orders that send money back to its payer.',
  settlement: 'Accounts with a client: allocations less commissions and deductions.',
  settlement_schedule: 'When each client is settled next, by currency.',
  settlement_run: 'Payment files, each of which pays many settlements.',
  payout: 'Orders to the bank that pay settlements.',
  journal_transaction: 'Balanced transactions; rows are only added.',
  journal_posting: 'The postings of transactions; rows are only added.',
  journal_balance: 'The balance of each account, kept by a trigger.',
  funds_account: "Bank accounts in the agency's journal.",
  bank_statement: 'Balances and sums that bank files report.',
  funds_check: 'Closing balances of the bank, compared with the journal.',
  funds_notice: 'Differences and gaps that were reported, each once.',
  agency_account: "The agency's client-funds accounts.",
  agency_detail: "The agency's name and address on letters, by version.",
  law_confirmation: 'Law rules that the agency confirmed, replaced or added.',
  law_ending_notice: 'Rules whose end was reported, each once.',
  accounting_connection: 'Connections of companies to accounting systems, with sealed credentials.',
  accounting_queue: 'The lease and the state of the queue of each connection.',
  accounting_document: 'Vouchers and payments on their way into an accounting system.',
  accounting_document_version: 'Earlier contents of replaced documents.',
}
