import type { CaseId } from '@saatava/core/ids.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { readDocument } from '@saatava/einvoice/model/document-json.ts'
import type { StoredDocument } from '@saatava/einvoice/model/stored-document.ts'
import { requireLetterDocument } from '../../dunning/letters/stored-letter.ts'
import type { ClientCtx } from '../../platform/context.ts'
import { withSnapshot } from '../../platform/database.ts'
import type { Answer } from '../../platform/http/route.ts'
import { namedCase } from '../view/get-case.ts'
import { letterPath } from '../../claims/letter-path.ts'
import {
  type LetterDeliveryRow,
  type ShownLetter,
  selectDeliveriesOfLetters,
  selectLettersOfCase,
} from './shown-queries.ts'

const LETTERS_MAX = 1_000

/** How far a delivery got: the first of these that a letter has is shown as its state. */
const FURTHEST = ['DELIVERED', 'SENT', 'UNKNOWN', 'SENDING', 'PENDING', 'WAITING', 'FAILED', 'DROPPED']

/**
 * All letters of a case in order, with how they went out.
 * Errors: 400 neither caseId nor invoiceNumber, or two that do not belong together; 404 there is no such case; 410 the debtor was erased.
 */
export async function listLetters(ctx: ClientCtx, query: { caseId?: CaseId; invoiceNumber?: number }): Promise<Answer> {
  return withSnapshot(ctx.platform.pool, async (db) => {
    const debt = await namedCase(db, ctx.clientId, query)
    const letters = await selectLettersOfCase(db, debt, LETTERS_MAX)
    const deliveries = Map.groupBy(await selectDeliveriesOfLetters(db, debt), ({ letterId }) => letterId)
    const shown = []
    for (const letter of letters) {
      const document = await requireLetterDocument(db, debt, letter.document)
      shown.push(present({ ...letter, document }, deliveries.get(letter.letterId) ?? []))
    }
    return { body: { letters: shown } }
  })
}

function present(
  { letterId, kind, document, createdAt }: ShownLetter & { document: StoredDocument },
  deliveries: readonly LetterDeliveryRow[],
): Record<string, unknown> {
  const { date, dueDate, currency, payment } = readDocument(document)
  const [main] = deliveries.toSorted((a, b) => rankOf(a) - rankOf(b))
  return {
    letterId,
    kind,
    date,
    channel: main?.channel ?? null,
    state: main?.state ?? null,
    amount: minorToNumber(payment.payable),
    currency,
    dueDate,
    createdAt: createdAt.toISOString(),
    document: letterPath(letterId),
    deliveries: deliveries.map(({ channel, state, sentAt, deliveredAt, failureReason }) => ({
      channel,
      state,
      sentAt: sentAt?.toISOString() ?? null,
      deliveredAt: deliveredAt?.toISOString() ?? null,
      failureReason,
    })),
  }
}

function rankOf({ state }: LetterDeliveryRow): number {
  const rank = FURTHEST.indexOf(state)
  return rank === -1 ? FURTHEST.length : rank
}
