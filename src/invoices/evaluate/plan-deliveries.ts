import type { ChannelName } from '@saatava/einvoice/model/channels.ts'
import { postalCodeFault } from '@saatava/core/identifiers.ts'
import { einvoiceAddressFault } from '@saatava/einvoice/address.ts'
import type { ClientSettings } from '../../settings/settings.ts'
import { withOperator } from '../../settings/with-operator.ts'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import type { Deployment, EvaluationInput, Reason } from './input.ts'
import type { PlannedDelivery } from '../../deliveries/enqueue.ts'
import { SERVICES } from './services.ts'

type PlanInput = Pick<EvaluationInput, 'candidate' | 'document' | 'inForce' | 'deployment'>

const BUYER = '/invoice/parties/buyerParty'

/**
 * Plans the channels of an invoice, in order. The one that was asked for must have what it needs; without a wish
 * it is the first of the client's order that has. The rest of the order waits, for the case that delivery fails.
 */
export function planDeliveries({ candidate, document, inForce: { settings }, deployment }: PlanInput): {
  deliveries: PlannedDelivery[]
  faults: Reason[]
} {
  const { method, enabled } = candidate.request.distribution ?? {}
  const none = candidate.type === 'COLLECTION' || method === 'NONE' || enabled === false
  if (none || !SERVICES[settings.service.type].distributes) return { deliveries: [], faults: [] }
  const faultOf = (channel: ChannelName) => channelFault(channel, document, settings, deployment)
  // Sends a letter, and the same as an e-invoice to the net bank, where it is paid automatically [published].
  if (candidate.type === 'AUTO_PAYMENT_INVOICE') {
    const faults = (['PRINT', 'EINVOICE'] as const).flatMap((channel) => faultOf(channel) ?? [])
    return {
      deliveries: [
        { channel: 'PRINT', rank: 0 },
        { channel: 'EINVOICE', rank: 0 },
      ],
      faults,
    }
  }
  const { order, fallback } = settings.channels
  const possible = order.filter((channel) => faultOf(channel) === undefined)
  const first = method ?? possible[0]
  if (first === undefined) return { deliveries: [], faults: order.flatMap((channel) => faultOf(channel) ?? []) }
  const fault = faultOf(first)
  const rest = fallback ? possible.filter((channel) => channel !== first) : []
  return {
    deliveries: [first, ...rest].map((channel, rank) => ({ channel, rank })),
    faults: fault === undefined ? [] : [fault],
  }
}

/** Names what a channel lacks of this invoice's data, or undefined. */
function channelFault(
  channel: ChannelName,
  document: InvoiceDocument,
  settings: ClientSettings,
  { channels, operatorId }: Deployment,
): Reason | undefined {
  if (!channels.includes(channel))
    return {
      code: 'CHANNEL_NOT_SET_UP',
      message: `Delivery by ${channel} is not set up in this service.`,
      pointer: '/distribution/method',
    }
  switch (channel) {
    case 'EMAIL':
      return document.recipient.email === undefined
        ? {
            code: 'CHANNEL_EMAIL_MISSING',
            message: 'Delivery by EMAIL needs an email address of the buyer or of the invoice’s recipient.',
            pointer: `${BUYER}/contact/email`,
          }
        : undefined
    case 'EINVOICE':
      return einvoiceFault(document, settings, operatorId)
    case 'PRINT':
      return printFault(document)
    default:
      return channel satisfies never
  }
}

function einvoiceFault(
  document: InvoiceDocument,
  settings: ClientSettings,
  operatorId: string | undefined,
): Reason | undefined {
  if (!settings.channels.einvoice.sendingOpen)
    return {
      code: 'CHANNEL_EINVOICE_CLOSED',
      message: 'Sending e-invoices is off for this client (channels.einvoice.sendingOpen).',
    }
  return einvoiceAddressFault(document, withOperator(settings.channels.einvoice, operatorId))
}

// Postal delivery needs a valid postal code: without one neither dispatch nor hand-over happens [published rule of the
// sister service].
export function printFault({ recipient }: Pick<InvoiceDocument, 'recipient'>): Reason | undefined {
  const { street, postalCode, postalDistrict, countryCode } = recipient.address ?? {}
  const pointer = `${BUYER}/address`
  const missing = Object.entries({ street, postalCode, postalDistrict }).flatMap(([name, value]) =>
    value ? [] : [name],
  )
  if (missing.length > 0)
    return {
      code: 'CHANNEL_ADDRESS_MISSING',
      message: `Delivery by PRINT needs the receiver’s ${missing.join(', ')}.`,
      pointer,
    }
  const fault = postalCodeFault(countryCode ?? '', postalCode ?? '')
  return fault === undefined
    ? undefined
    : {
        code: 'CHANNEL_POSTAL_CODE_INVALID',
        message: `The receiver’s postal code “${postalCode}” ${fault}.`,
        pointer: `${pointer}/postalCode`,
      }
}
