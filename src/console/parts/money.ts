import { type Html, html } from '../html.ts'

/** A thin space that does not break a line: amounts are read by groups of three digits. */
const GROUP = '\u202f'

/**
 * An amount with its currency, "1 234,50 EUR".
 * @param amount in units of the currency, exact to the cent, as the views give it
 * @param why the page that says where the amount comes from: its rule, its source, its transaction
 */
export function money(amount: number, currency: string, why?: string): Html {
  const [whole = '', cents = ''] = Math.abs(amount).toFixed(2).split('.')
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, GROUP)
  const text = `${amount < 0 ? '−' : ''}${grouped},${cents}`
  const shown = html`<span class="money">${text} <abbr>${currency}</abbr></span>`
  return why === undefined ? shown : html`<a href="${why}">${shown}</a>`
}
