import type { Fact } from './facts.ts'

/** A fact in a few words, and what a person can check. */
export function factText(fact: Fact): { title: string; text: string } {
  switch (fact.kind) {
    case 'REFERENCE':
      return { title: 'Reference', text: `The payer gave its reference ${fact.reference}.` }
    case 'REFERENCE_NEAR':
      return {
        title: 'Reference, one slip',
        text: `Its reference is ${fact.reference}: the payer’s differs by one slip.`,
      }
    case 'INVOICE_NUMBER':
      return { title: 'Invoice number', text: `The payer’s text holds the number ${fact.number} of its invoice.` }
    case 'OWED_EXACTLY':
      return { title: 'Owed exactly', text: 'Exactly this is owed on the day of payment.' }
    case 'LETTER_AMOUNT':
      return { title: 'Asked for', text: `The ${fact.letter.toLowerCase()} of ${fact.on} asked for exactly this.` }
    case 'INVOICE_AMOUNT':
      return { title: 'Amount of the invoice', text: 'The invoice was of exactly this amount.' }
    case 'SUM_OF_CASES':
      return { title: 'Sum of cases', text: `These ${fact.cases} cases together owe exactly this.` }
    case 'ACCOUNT_SEEN':
      return {
        title: 'Account seen before',
        text: `${fact.times} ${fact.times === 1 ? 'payment' : 'payments'} for this debtor came from the account, the last on ${fact.lastOn}.`,
      }
    case 'NAME':
      return { title: 'Name', text: `The payer has the name of the debtor, ${fact.name}.` }
    case 'DATE':
      return { title: 'Date', text: dateText(fact.days) }
    default:
      return fact satisfies never
  }
}

function dateText(days: number): string {
  if (days === 0) return 'It was paid on its due date.'
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}`
  return `It was paid ${count} ${days < 0 ? 'before' : 'after'} its due date.`
}
