/** The books as tests and people read them: what arrived, oldest first. Sums are major units, + debit and − credit. */
import { minorToNumber } from '@saatava/core/money.ts'
import type { Company, Line } from './records.ts'

const MARKER = /\bSA-[0-9A-Z]{13}\b/

export function inspectCompany(company: Company) {
  return {
    settings: company.settings,
    vouchers: [...company.vouchers.values()].map(({ record, raw }) => ({
      netvisorKey: record.netvisorKey,
      number: record.number,
      marker: MARKER.exec(record.description ?? '')?.[0] ?? null,
      voucherClass: record.voucherClass,
      voucherDate: record.voucherDate,
      description: record.description ?? null,
      comment: record.comment ?? null,
      status: record.status,
      calculationMode: record.calculationMode,
      lines: record.lines.map(shown),
      receivedAt: record.receivedAt,
      ...(raw === undefined ? {} : { raw }),
    })),
    payments: company.payments.map(({ record, raw }) => {
      const { sumMinor, lines, invoiceNumber, reference, ...rest } = record
      return {
        ...rest,
        sum: major(sumMinor),
        invoiceNumber: invoiceNumber ?? null,
        reference: reference ?? null,
        lines: lines.map(shown),
        ...(raw === undefined ? {} : { raw }),
      }
    }),
    invoices: [...company.invoices.values()].map(({ open, ...invoice }) => ({ ...invoice, open: major(open) })),
    overlaps: company.overlaps,
    replays: company.replays,
  }
}

function shown({ sumMinor, netvisorKey: _key, ...line }: Line) {
  return { sum: major(sumMinor), ...line, description: line.description ?? null }
}

function major(minor: number): number {
  return minorToNumber(BigInt(minor))
}
