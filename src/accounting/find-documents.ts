import { isCivilDate } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'
import { type DocumentRow, type Sought, selectConnectedClients, selectSought } from './search-queries.ts'

const AMOUNT = /^\d{1,12}[.,]\d{2}$/
const WORDS_MAX = 3

/**
 * Finds documents by what a person has in hand: an identifier, an invoice number, an id of the accounting system, an
 * amount ("124,00") or a date ("2026-03-01"); several of them narrow it.
 * @param input.clientId absent: over all clients
 * @throws AppError INVALID the words name a date alone, or nothing
 */
export async function findDocuments(
  ctx: Ctx,
  { clientId, words, limit }: { clientId?: ClientId | undefined; words: string; limit: number },
): Promise<DocumentRow[]> {
  const sought = soughtIn(words)
  const { pool } = ctx.platform
  const clientIds = clientId === undefined ? await selectConnectedClients(pool) : [clientId]
  return selectSought(pool, { ...sought, clientIds, limit })
}

function soughtIn(words: string): Pick<Sought, 'text' | 'amount' | 'date'> {
  const parts = words.trim().split(/\s+/).filter(Boolean)
  const dates = parts.filter((part) => isCivilDate(part))
  const amounts = parts.filter((part) => AMOUNT.test(part))
  const texts = parts.filter((part) => !dates.includes(part) && !amounts.includes(part))
  const isFew = parts.length <= WORDS_MAX && dates.length <= 1 && amounts.length <= 1
  const text = texts.length === 0 ? null : texts.join(' ')
  const amount = amounts[0] === undefined ? null : BigInt(amounts[0].replace(/[.,]/, ''))
  if (text === null && amount === null)
    throw invalid([
      {
        ...{ pointer: '/words', code: 'TOO_WIDE', received: words },
        message:
          'must have an identifier, an invoice number, an id of the accounting system, or an amount such as 124,00',
      },
    ])
  // An identifier may have spaces: then all of it is the text.
  if (!isFew) return { text: words.trim(), amount: null, date: null }
  return { text, amount, date: dates[0] ?? null }
}
