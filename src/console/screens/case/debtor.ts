/** The debtor as this case addresses it; its page has all its cases. */
import type { DebtorId } from '@saatava/core/ids.ts'
import { type Html, html } from '../../html.ts'
import { facts } from '../../parts/facts.ts'
import { debtorPath } from '../../parts/paths.ts'
import type { CaseData } from './case-data.ts'
import { worded } from './words.ts'

/** The part of the debtor that the page shows. */
export interface CaseDebtor {
  debtorId: DebtorId
  entityType: string
  name: string
  email?: string
  phone?: string
  businessId?: string
  personalIdentityNumber?: string
  customerAccountId?: string
  address?: Record<string, string>
}

const ADDRESS_PARTS = ['street', 'street2', 'street3', 'postalCode', 'postalDistrict', 'countryCode']

/** An address in one line, in the order of an envelope. */
export function addressText(address: Readonly<Record<string, string>>): string {
  return ADDRESS_PARTS.flatMap((part) => address[part] ?? []).join(', ')
}

export function debtorIn({ view }: Pick<CaseData, 'view'>): CaseDebtor {
  return view.debtor as unknown as CaseDebtor
}

export function debtor(data: CaseData): Html {
  const shown = debtorIn(data)
  const { debtorId, address } = shown
  return html`<section id="debtor"><h2>Debtor</h2>
${facts([
  [
    'Name',
    html`<a href="${debtorPath({ clientId: data.clientId, debtorId })}">${shown.name}</a>, ${worded(shown.entityType)}`,
  ],
  ['National id', shown.personalIdentityNumber ?? null],
  ['Business id', shown.businessId === undefined ? null : html`<code data-copy>${shown.businessId}</code>`],
  ['Client’s number', shown.customerAccountId ?? null],
  ['Address', address === undefined ? html`<span class="hint">none, or protected</span>` : addressText(address)],
  ['E-mail', shown.email ?? null],
  ['Phone', shown.phone ?? null],
])}
<p><a href="${debtorPath({ clientId: data.clientId, debtorId })}">All cases of the debtor</a></p></section>`
}
