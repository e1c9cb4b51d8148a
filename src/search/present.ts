import { minorToNumber } from '@saatava/core/money.ts'
import type { Case } from '../claims/case.ts'
import type { Hit } from './hit.ts'
import type { InvoiceHit, MoneyHit } from './queries.ts'

export function caseHit(by: string) {
  return ({ clientId, caseId, debtor, stage, status }: Case): Hit => ({
    ...{ kind: 'case', clientId, id: String(caseId), by },
    ...{ person: debtor.name, title: `${stage}, ${status}` },
  })
}

export function invoiceHit(by: string) {
  return ({ clientId, number, type, status, buyerName }: InvoiceHit): Hit => ({
    ...{ kind: 'invoice', clientId, id: String(number), type, by },
    ...{ person: buyerName, title: `${type}, ${status}` },
  })
}

export function moneyHit(by: string) {
  return ({ entryId, payerName, amount, currency, bookingDate }: MoneyHit): Hit => ({
    ...{ kind: 'money', clientId: 0, id: entryId, by },
    person: payerName ?? 'a payer without a name',
    title: `${minorToNumber(BigInt(amount)).toFixed(2)} ${currency}, ${bookingDate}`,
  })
}
