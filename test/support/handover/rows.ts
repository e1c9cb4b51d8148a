/** Running cases of another agency, as its file has them. */
import { Readable } from 'node:stream'
import { type ImportInput, type ImportResult, importCases } from '../../../src/handover/import-cases.ts'
import { type Format, readRows } from '../../../src/handover/read-rows.ts'
import type { RowResult } from '../../../src/handover/row-result.ts'
import type { CaseRow } from '../../../src/handover/schemas.ts'
import type { TestService } from '../service.ts'

let numbers = 900_000

/**
 * A claim of 1 000.00 on a Finnish consumer, due 2026-01-15: reminded twice and demanded once, 100.00 paid, with interest up
 * to 2026-03-16.
 */
export function caseRow(overrides: Partial<CaseRow> = {}): CaseRow {
  const number = numbers++
  return {
    agency: 'Former Agency Oy',
    caseNumber: `F-${number}`,
    invoice: { number, date: '2025-12-30', dueDate: '2026-01-15', totalAmount: 1000, subject: 'Dental treatment' },
    debtor: {
      entityType: 'CONSUMER',
      name: `Debtor ${number}`,
      address: { street: 'Testikatu 1', postalCode: '00100', postalDistrict: 'Helsinki', countryCode: 'FI' },
    },
    stage: 'DEMAND',
    letters: [
      { kind: 'REMINDER', date: '2026-01-29', by: 'CREDITOR', fee: 5 },
      { kind: 'REMINDER', date: '2026-02-12', by: 'AGENCY', fee: 5 },
      { kind: 'DEMAND', date: '2026-02-26', by: 'AGENCY', fee: 24, payBy: '2026-03-12' },
    ],
    payments: [{ date: '2026-03-02', capital: 100 }],
    balance: { capital: 900, interest: 15.3, costs: 34 },
    interest: { until: '2026-03-16' },
    ...overrides,
  }
}

function fileOf(rows: readonly unknown[]): string {
  return rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n')
}

/** Imports rows, or the text of a file. */
export async function importRows(
  api: TestService,
  clientId: number,
  rows: readonly unknown[] | string,
  { format = 'ndjson', ...input }: Partial<ImportInput> & { format?: Format } = {},
): Promise<{ result: ImportResult; rows: RowResult[] }> {
  const text = typeof rows === 'string' ? rows : fileOf(rows)
  const results: RowResult[] = []
  const result = await importCases(api.ctx(), {
    ...{ clientId, isDryRun: false, takenOverOn: '2026-03-16', onRow: (one) => results.push(one) },
    ...input,
    rows: readRows(Readable.from([text]), format),
  })
  return { result, rows: results }
}
