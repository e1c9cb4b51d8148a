/** The key by which a payment was matched with a case: its own reference, one in its text, number and amount, a person, or the creditor. */
export type MatchedBy = 'REFERENCE' | 'REFERENCE_IN_TEXT' | 'NUMBER_AND_AMOUNT' | 'PERSON' | 'CREDITOR'
