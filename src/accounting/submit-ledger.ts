import { isBusinessCode } from '@saatava/core/identifiers.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { checkLedger } from './check-ledger.ts'
import type { AccountingCtx } from './context.ts'
import { ledgerPayload, totalOf } from './payloads.ts'
import type { Ledger, LedgerSubmission } from './schemas.ts'
import { contentHash, submit } from './submit.ts'

/**
 * Accepts ledger documents, all or none. 200 `{}` once they are committed.
 * Errors: 400 every fault by pointer (SUM_NOT_ZERO, VAT_MISMATCH, VAT_ROWS_MISMATCH …), 409 an identifier with other content.
 */
export async function submitLedger(
  ctx: AccountingCtx,
  input: LedgerSubmission,
  idempotency?: Idempotency,
): Promise<Answer> {
  const single = !Array.isArray(input.ledgers)
  const ledgers = (single ? [input.ledgers] : input.ledgers) as Ledger[]
  const pointerOf = (i: number) => (single ? '/ledgers' : `/ledgers/${i}`)
  return submit(ctx, {
    scope: 'POST /accounting/ledger',
    idempotency,
    faults: ledgers.flatMap((ledger, i) => checkLedger(ledger, pointerOf(i))),
    // Accounting systems we speak to are Finnish: their companies are named by the Finnish business id.
    identifierFaults: ledgers.flatMap((ledger, i) =>
      isBusinessCode('FI', ledger.companyIdentifier)
        ? []
        : [
            {
              pointer: `${pointerOf(i)}/companyIdentifier`,
              code: 'IDENTIFIER_CHECK',
              message: 'is not a Finnish business id (check digit or length)',
              received: ledger.companyIdentifier,
            },
          ],
    ),
    warnings: [],
    documents: ledgers.map((ledger, i) => {
      const payload = JSON.stringify(ledgerPayload(ledger))
      return {
        kind: 'ledger' as const,
        identifier: ledger.ledgerIdentifier,
        companyIdentifier: ledger.companyIdentifier,
        groupKey: null,
        documentDate: ledger.documentDate,
        documentName: ledger.documentName,
        total: totalOf(ledger.ledgerRows),
        payload,
        contentHash: contentHash(payload),
        pointer: pointerOf(i),
      }
    }),
  })
}
