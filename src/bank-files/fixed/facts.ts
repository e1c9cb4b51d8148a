import type { EntryFacts } from '../entry-facts.ts'

/** Facts that a record of a fixed format has at least: each is an entry of its own. @param amount signed */
export function plainFacts(of: {
  position: string
  amount: bigint
  currency: string
  /** Of the batch, assignment or deposit. */
  statement: string
}): EntryFacts {
  const { position, amount, currency, statement } = of
  return {
    nature: 'PAYMENT',
    level: 'WHOLE',
    ids: [],
    statement: { id: statement },
    entryPosition: position,
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
