import type { InvoiceStatus } from '../../invoices/states.ts'
import { APPROVABLE } from '../../invoices/states.ts'
import type { Html } from '../html.ts'
import { type Tone, badge } from '../parts/badge.ts'

/** The page of an invoice. Several types may share a number. */
export function invoicePath(
  clientId: number,
  { invoiceNumber, type }: { invoiceNumber: number; type: string },
): string {
  return `/console/client/${clientId}/invoice/${invoiceNumber}?type=${type}`
}

export function statusBadge(status: string): Html {
  return badge(status, toneOf(status))
}

function toneOf(status: string): Tone {
  if (status === 'ERROR') return 'bad'
  if (isWaiting(status)) return 'warn'
  return ['INVOICED', 'INTERMEDIATED', 'CREDITED'].includes(status) ? 'good' : 'plain'
}

export function isWaiting(status: string): boolean {
  return APPROVABLE.includes(status as InvoiceStatus)
}

export function paymentBadge(state: string): Html {
  const tone = state === 'PAID' ? 'good' : ['PARTLY_PAID', 'OVERPAID'].includes(state) ? 'warn' : 'plain'
  return badge(state.replaceAll('_', ' '), tone)
}
