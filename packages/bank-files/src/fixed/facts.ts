import type { EntryFacts } from '../entry-facts.ts'

/** Returns the least facts of a record of a fixed format: each record is a separate entry. @param amount signed */
export function plainFacts(known: {
  amount: bigint
  currency: string
  /** Id and place of the batch, assignment or deposit. */
  statement: string
  bookedAt: string
}): EntryFacts {
  const { amount, currency, statement, bookedAt } = known
  return {
    nature: 'PAYMENT',
    level: 'WHOLE',
    ids: [],
    statement: { id: statement },
    entryPosition: bookedAt,
    entryAmount: amount,
    amounts: [{ kind: 'ENTRY', amount: amount < 0n ? -amount : amount, currency }],
    dates: {},
    debtor: { names: [], accounts: [], ids: [] },
    creditor: { names: [], accounts: [], ids: [] },
    accountAliases: [],
    references: [],
    texts: [],
    doubts: [],
  }
}
