import type { InvoiceDocument } from './model/document.ts'
import { electronicAddress } from '@saatava/core/electronic-address.ts'

/** Åland is Finland here: its companies are in the Finnish network. */
const FINVOICE_COUNTRIES = new Set(['FI', 'AX'])

/**
 * The format of an invoice for its recipient: Finvoice to Finland and to any address of a Finnish operator or
 * bank, UBL to a Peppol participant ("scheme:value" without another operator, or an operator called Peppol) and abroad.
 */
export function einvoiceFormat({ recipient }: Pick<InvoiceDocument, 'recipient'>): 'FINVOICE' | 'UBL' {
  const { electronicInvoiceAccount: account, electronicRoutingAddress: operator, address } = recipient
  const kind = account === undefined ? undefined : electronicAddress(account).kind
  if (isPeppol(operator)) return 'UBL'
  if (kind === 'PARTICIPANT' && operator === undefined) return 'UBL'
  if ((kind === 'OVT' || kind === 'IBAN') && operator !== undefined) return 'FINVOICE'
  return address === undefined || FINVOICE_COUNTRIES.has(address.countryCode) ? 'FINVOICE' : 'UBL'
}

/** Peppol finds a receiver by its participant id alone; some senders name it where an operator's id would stand. */
function isPeppol(operator: string | undefined): boolean {
  return operator !== undefined && /peppol/iu.test(operator)
}
