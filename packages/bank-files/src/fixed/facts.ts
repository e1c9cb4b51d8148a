import type { EntryFacts } from '../entry-facts.ts'

/** Facts that a record of a fixed format has at least: each is an entry of its own. @param amount signed */
export function plainFacts(of: {
  amount: bigint
  currency: string
  /** Id and place of the batch, assignment or deposit. */
  statement: string
  bookedAt: string
}): EntryFacts {
  const { amount, currency, statement, bookedAt } = of
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
