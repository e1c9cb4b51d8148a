/** SQL that takes bank files in. They belong to the house: client 0. */
import { v7 as uuid } from 'uuid'
import type { BankFileEntry, BankFileFault } from '../bank-files/bank-file.ts'
import type { Queryable } from '../platform/database.ts'

export interface FileRow {
  fileId: string
  name: string
  format: string
  state: 'reading' | 'done'
  entries: number
  known: number
  faults: Omit<BankFileFault, 'kind'>[]
  faultCount: number
  complete: boolean | null
}

const COLUMNS = `file_id as "fileId", name, format, state, entries, known, faults, fault_count as "faultCount", complete`

export async function selectFile(db: Queryable, hash: Buffer): Promise<FileRow | undefined> {
  const { rows } = await db.query<FileRow>({
    text: `select ${COLUMNS} from bank_file where client_id = 0 and hash = $1`,
    values: [hash],
  })
  return rows[0]
}

/** The file's row, made by whoever comes first; a file that was broken off goes on under the row it has. */
export async function openFile(
  db: Queryable,
  file: { hash: Buffer; name: string; format: string },
  at: Date,
): Promise<FileRow> {
  await db.query({
    text: `insert into bank_file (client_id, file_id, hash, name, format, state, received_at) values (0, $1, $2, $3, $4, 'reading', $5)
           on conflict (client_id, hash) do nothing`,
    values: [uuid(), file.hash, file.name, file.format, at],
  })
  return (await selectFile(db, file.hash)) as FileRow
}

/**
 * Stores entries that no file has brought before; each statement commits by itself, so what is stored stays. In the order
 * of their keys: two files with the same entries in different orders would wait for each other in a circle.
 * @returns how many were new
 */
export async function insertEntries(db: Queryable, fileId: string, items: readonly BankFileEntry[]): Promise<number> {
  const { rowCount } = await db.query({
    name: 'bank-entries',
    text: `insert into bank_entry (client_id, entry_id, file_id, position, account, bank_reference, entry_reference, currency, amount_minor, booking_date,
             payment_date, reference, details, message, payer_name, payer_account, payment_type, reversal, reversal_of, raw, state,
             end_to_end_id, message_id, payment_information_id, return_reason)
           select 0, entry_id, $1, position, account, bank_reference, entry_reference, currency, amount, booking_date, payment_date, reference,
                  details::json, message, payer_name, payer_account, payment_type, reversal, reversal_of, raw, 'new',
                  end_to_end_id, message_id, payment_information_id, return_reason
           from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::date[], $9::date[], $10::text[],
                       $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::boolean[], $17::text[], $18::text[], $19::text[],
                       $20::text[], $21::text[], $22::text[], $23::text[])
             as n (entry_id, position, account, bank_reference, currency, amount, booking_date, payment_date, reference, details,
                   message, payer_name, payer_account, payment_type, reversal, reversal_of, raw, entry_reference,
                   end_to_end_id, message_id, payment_information_id, return_reason)
           order by account, bank_reference
           on conflict (client_id, account, bank_reference) do nothing`,
    values: [fileId, ...columnsOf(items)],
  })
  return rowCount ?? 0
}

function columnsOf(items: readonly BankFileEntry[]): unknown[][] {
  const column = <T>(read: (item: BankFileEntry) => T): T[] => items.map(read)
  return [
    column(() => uuid()),
    column(({ position }) => position),
    column(({ entry }) => entry.account),
    column(({ entry }) => entry.bankReference),
    column(({ entry }) => entry.currency),
    column(({ entry }) => entry.amount),
    column(({ entry }) => entry.bookingDate),
    column(({ entry }) => entry.paymentDate ?? entry.valueDate ?? entry.bookingDate),
    column(({ entry }) => entry.reference ?? null),
    column(({ entry }) => detailsOf(entry.details)),
    column(({ entry }) => entry.message ?? null),
    column(({ entry }) => entry.payerName ?? null),
    column(({ entry }) => entry.payerAccount ?? null),
    column(({ entry }) => entry.paymentType),
    column(({ entry }) => entry.reversal),
    column(({ entry }) => entry.reversalOf ?? null),
    column(({ entry }) => entry.raw),
    column(({ entry }) => entry.entryReference ?? null),
    column(({ entry }) => entry.endToEndId ?? null),
    column(({ entry }) => entry.messageId ?? null),
    column(({ entry }) => entry.paymentInformationId ?? null),
    column(({ entry }) => entry.returnReason ?? null),
  ]
}

function detailsOf(details: BankFileEntry['entry']['details']): string | null {
  if (details === undefined) return null
  return JSON.stringify(details, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
}

/** Marks a file as taken, once. What was known before is what its entries have other files for. */
export async function finishFile(
  db: Queryable,
  fileId: string,
  end: { entries: number; faults: Omit<BankFileFault, 'kind'>[]; faultCount: number; complete: boolean },
  at: Date,
): Promise<FileRow> {
  await db.query({
    text: `update bank_file f set state = 'done', entries = $2::integer, faults = $3, fault_count = $4, complete = $5, finished_at = $6,
             known = $2::integer - (select count(*) from bank_entry e where e.client_id = 0 and e.file_id = f.file_id)
           where f.client_id = 0 and f.file_id = $1 and f.state = 'reading'`,
    values: [fileId, end.entries, JSON.stringify(end.faults), end.faultCount, end.complete, at],
  })
  const { rows } = await db.query<FileRow>({
    text: `select ${COLUMNS} from bank_file where client_id = 0 and file_id = $1`,
    values: [fileId],
  })
  return rows[0] as FileRow
}
