/**
 * Receivers with whom something goes wrong: the address or the operator contains the value. An OVT is "0037" and the
 * eight digits. Everybody else gets the invoice.
 */
export interface MagicReceiver {
  contains: string
  outcome: 'REFUSED' | 'FAILED' | 'SILENT'
  code: string
  reason: string
}

export const MAGIC_RECEIVERS: readonly MagicReceiver[] = [
  {
    contains: '99999901',
    outcome: 'REFUSED',
    code: 'RECEIVER_UNKNOWN',
    reason: 'No receiver of e-invoices has this address.',
  },
  {
    contains: '99999902',
    outcome: 'REFUSED',
    code: 'INTERMEDIATOR_UNKNOWN',
    reason: 'No operator or bank has this id, or there is no agreement with it.',
  },
  {
    contains: '99999903',
    outcome: 'FAILED',
    code: 'RECEIVER_REJECTED',
    reason: 'The receiver’s operator took the invoice and sent it back.',
  },
  /** Accepted; of delivery nothing is ever heard. */
  { contains: '99999904', outcome: 'SILENT', code: '', reason: '' },
]

export function magicOf(...addresses: string[]): MagicReceiver | undefined {
  return MAGIC_RECEIVERS.find(({ contains }) => addresses.some((address) => address.includes(contains)))
}
