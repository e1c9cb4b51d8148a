import { minorToNumber } from '@saatava/core/money.ts'
import type { AccountCheck, CurrencyCheck, FundsCheck } from '../../../funds/check-funds.ts'
import { type Html, html } from '../../html.ts'
import { type Tone, badge } from '../../parts/badge.ts'
import { facts } from '../../parts/facts.ts'
import { money } from '../../parts/money.ts'
import { table } from '../../parts/table.ts'

const STATES: Record<FundsCheck['state'], { text: string; tone: Tone }> = {
  AGREES: { text: 'agrees', tone: 'good' },
  DIFFERS: { text: 'differs', tone: 'bad' },
  NOT_PROVABLE: { text: 'not provable', tone: 'warn' },
}

export function stateBadge(state: FundsCheck['state']): Html {
  return badge(STATES[state].text, STATES[state].tone)
}

/** The parts of the books: they add up to what the accounts of a currency hold. */
export function currencyTable(currencies: readonly CurrencyCheck[]): Html {
  const column = (head: string, amountIn: (one: CurrencyCheck) => bigint, why?: string) => ({
    head,
    isNumber: true as const,
    cell: (one: CurrencyCheck) => money(minorToNumber(amountIn(one)), one.currency, why),
  })
  return table(
    {
      caption: 'The money, by owner',
      columns: [
        { head: 'Currency', cell: ({ currency }) => currency },
        column('In the books', ({ books }) => books),
        column('Owed to clients', ({ owedToClients }) => owedToClients, '/console/settlements-next'),
        column('Under way', ({ payoutsUnderWay }) => payoutsUnderWay, '/console/payout-runs'),
        column('Unallocated', ({ unallocated }) => unallocated, '/console/payments?held=yes'),
        column('The agency’s own', ({ agencysOwn }) => agencysOwn),
        column('Brought forward', ({ broughtForward }) => broughtForward),
        column('Paid, not seen yet', ({ paidNotSeen }) => paidNotSeen),
      ],
      empty: 'There are no client funds yet.',
    },
    currencies,
  )
}

const PARTS: Partial<Record<AccountCheck['parts'][number]['of'], string>> = {
  SUSPENSE: 'Unallocated',
  HELD_FOR_CLIENTS: 'Came in for clients',
  MONEY_OUT: 'Left the account',
  BROUGHT_FORWARD: 'Brought forward',
  AGENCY_OWN: 'The agency’s own',
  OWED_FROM_BEFORE: 'Owed to clients from before',
}

export function accountCard(one: AccountCheck): Html {
  const { account, currency, bank, books, difference, parts, lines, receipts } = one
  const shown = (amount: bigint) => money(minorToNumber(amount), currency)
  return html`<li class="card"><h3><a href="/console/funds/${account}/${currency}">${account}</a> ${currency} ${stateBadge(one.state)}</h3>
${facts([
  ['Bank', bank === null ? 'no statement says it' : html`${shown(bank)} at the end of ${one.provenOn}`],
  ['Books', shown(books)],
  ['Difference', difference === null ? null : html`<strong>${shown(difference)}</strong>`],
  ['Not provable since', one.notProvableSince],
  ...parts.map(({ of: part, amount }) => [PARTS[part] ?? part, shown(amount)] as const),
])}
${lines.length > 0 && differenceTable(one)}
${
  receipts.length > 0 &&
  html`<ul class="plain">${receipts.map(
    ({ format, files, entries, amount }) =>
      html`<li>${format}: ${entries} entries in ${files} ${files === 1 ? 'file' : 'files'}, ${shown(amount)}</li>`,
  )}</ul>`
}</li>`
}

function differenceTable({ lines, currency, account }: AccountCheck): Html {
  return table(
    {
      caption: `Why ${account} differs`,
      columns: [
        { head: 'Day', cell: ({ day }) => day },
        { head: 'Amount', isNumber: true, cell: ({ amount }) => money(minorToNumber(amount), currency) },
        {
          head: 'What',
          cell: ({ text, entryId }) =>
            html`${text}${entryId !== undefined && html` <code data-copy>${entryId}</code>`}`,
        },
      ],
      empty: '',
    },
    lines,
  )
}
