/** Describes what the sources alone do not say about statements. Each entry is by file, and by the text of an expression there. */

/** Values that stand for an expression which is known at run time only. Each of them is tried. */
export const SAMPLES: Record<string, Record<string, readonly unknown[]>> = {
  'src/accounting/list-queries.ts': {
    "where.join(' and ')": [
      `client_id = $1 and kind = $2 and identifier = $3 and group_key = $4 and status in ('failed', 'unknown')
         and submitted_at >= $5 and submitted_at < $6 and updated_at >= $7 and seq > $8`,
    ],
    'values.length': [9],
  },
  'src/accounting/sync/queue-queries.ts': {
    "onRefusal !== 'CONTINUE'": [true, false],
    companies: [['1234567-1'], ['1234567-1', '']],
  },
  'src/audit/queries.ts': {
    "where.join(' and ')": [
      `client_id = $1 and actor = $2 and at >= $3 and at < $4 and audit_id < $5::uuid
         and (subject = any($6::text[]) or case_id = $7)`,
    ],
    'where.length': [1],
    'place(limit)': ['$8'],
  },
  'src/case-api/lists/case-queries.ts': {
    "where.join(' ')": [''],
    "parts.join(' union all ')": [
      `(select c.due_date as at, c.invoice_id from collection_case c
        where c.client_id = $1 and c.ending = 'OPEN' and (c.due_date, c.invoice_id) > ($3::date, $4::uuid) limit $2)`,
    ],
  },
  'src/case-api/lists/invoice-queries.ts': {
    "rare.join(' ')": ['and i.status = any($3::text[]) and i.type = $4 and i.payment_reference = $5'],
    "whole.join(' ')": [
      'and i.status = any($6::text[]) and c.stage = $7 and coalesce(c.updated_at, i.updated_at) >= $8',
    ],
    "parts.join(' union all ')": [
      `(select c.due_date as at, c.invoice_id from collection_case c
        where c.client_id = $1 and c.ending = 'OPEN' and (c.due_date, c.invoice_id) > ($3::date, $4::uuid) limit $2)
       union all
       (select i.due_date as at, i.invoice_id from invoice i
        where i.client_id = $1 and not i.has_case and (i.due_date, i.invoice_id) > ($3::date, $4::uuid) limit $2)`,
    ],
  },
  'src/debtors/list-queries.ts': {
    "found.where.join(' ')": [
      'and d.debtor_id in (select m.debtor_id from debtor_mark m where m.client_id = $1 and m.lifted_at is null)',
      '',
    ],
  },
  'src/invoices/records-queries.ts': {
    "where.join(' and ')": [
      `client_id = $1 and invoice_number = $2 and invoice_date >= $3 and invoice_date <= $4 and outcome = 'FAILED'
         and fetched_at is null and (invoice_date, invoice_id) > ($5::date, $6::uuid)`,
    ],
    'values.length': [7],
    next: [7],
  },
  // Each worker brings the rows of its queue; the tests of the workers run them.
  'src/platform/partition.ts': {
    due: ['select client_id from delivery where next_attempt_at <= $1 order by next_attempt_at limit $2'],
  },
}

/** Calls of `query` that hold no single statement of this schema, with the reason. */
export const NOT_READ: Record<string, Record<string, string>> = {
  'src/clock/queries.ts': {
    "`${parts.join(' union all ')} order by place`": 'its parts are the SQL of due work, which the test describes',
  },
  'src/erasure/queries.ts': {
    '{ text, values }': 'it is made of the inventory, and test/erasure.test.ts runs each of it',
  },
  'src/platform/database.ts': {
    query: 'it passes statements on',
    whole: 'it passes statements on to a dry run',
    "`${begin}; ${LIMITS}; set local saatava.client_id = '${pool.sees}'${limit}`":
      'several commands at once, which PostgreSQL does not describe',
  },
  'src/platform/migrate.ts': { 'next.sql': 'the migrations themselves' },
  'src/platform/service-role.ts': {
    'grantsOf(found.schema, found.name)':
      'commands that name schema and role; the tests connect as the role that they make',
  },
}

/** Columns whose table allows null, and that are never null in the statements of a file, with the reason. */
export const NEVER_NULL: Record<string, Record<string, string>> = {
  'src/audit/verify-queries.ts': {
    number: 'the condition compares it',
    hash: 'it is null only where the number is',
  },
  'src/case-api/actions/queries.ts': { caseId: 'a pending action has a case' },
  'src/case-api/letters/shown-queries.ts': { letterId: 'where letter_id is not null' },
  'src/dunning/letters/queries.ts': { transactionId: 'where transaction_id is not null' },
  'src/feed/place.ts': { number: 'where it is not null' },
  'src/feed/queries.ts': { number: 'where feed_number > $2' },
  'src/invoices/fetch-queries.ts': { url: 'fetch_at is set with a url' },
  'src/invoices/load-queries.ts': { hash: 'where hash is not null' },
  'src/invoices/records-queries.ts': { number: 'where feed_number > $2, or is not null' },
  'src/payments/doubt-queries.ts': { sameAs: 'the join compares it' },
  'src/payments/entry-queries.ts': { id: 'the condition compares it' },
  'src/payments/list-queries.ts': { reason: 'what waits has its reason' },
  'src/payments/returns/queries.ts': { file: 'a return that is written has its file' },
  'src/personal-keys/queries.ts': { blindIndex: 'the join compares it', at: 'where erased_at is not null' },
  'src/webhooks/push/claim-queries.ts': { keys: 'an endpoint that is active has its keys' },
  'src/webhooks/push/event-queries.ts': { number: 'the join compares it' },
  'src/webhooks/push/hand-over-queries.ts': { number: 'the join compares it' },
  'src/webhooks/browse-queries.ts': { keys: 'where keys is not null' },
  'src/webhooks/queries.ts': { keys: 'where keys is not null' },
  'src/settlements/run-queries.ts': { file: 'a run that is written has its file' },
}

const used = new Set<unknown>()

/** Looks an entry up, and remembers that it is of use. */
export function entryOf<T>(list: Record<string, Record<string, T>>, path: string, name: string): T | undefined {
  const entries = list[path]
  if (entries === undefined || !Object.hasOwn(entries, name)) return undefined
  used.add(`${Object.keys(list).join()} ${path} ${name}`)
  return entries[name]
}

/** Entries that nothing has looked up: their statements are gone. */
export function unusedEntries(): string[] {
  return [SAMPLES, NOT_READ, NEVER_NULL].flatMap((list) =>
    Object.entries(list).flatMap(([path, entries]) =>
      Object.keys(entries)
        .filter((name) => !used.has(`${Object.keys(list).join()} ${path} ${name}`))
        .map((name) => `${path} ${name}`),
    ),
  )
}
