import type { ChannelName } from '../../channels/port.ts'
import type { InvoiceDocument } from '../../invoices/document.ts'
import { printFault } from '../../invoices/evaluate/plan-deliveries.ts'
import type { Case } from '../case.ts'
import { needsConsent } from './consent.ts'

/**
 * By which channels a letter goes, the first one first: by email where the debtor has an address and the law lets it, else
 * on paper; the other waits for a failure, as with invoices.
 * @returns no channel and why, where there is none
 */
export function letterChannels(
  { country, debtorType, debtor }: Pick<Case, 'country' | 'debtorType' | 'debtor'>,
  { recipient, letter }: Pick<InvoiceDocument, 'recipient' | 'letter'>,
  setUp: readonly ChannelName[],
  fallback: boolean,
): { channels: ChannelName[]; reasons: string[] } {
  const kind = letter?.kind ?? 'REMINDER'
  const noMail =
    debtor.email === undefined
      ? 'The debtor has no email address.'
      : needsConsent({ countryCode: country, debtorType, kind })
        ? 'The law wants the debtor’s separate consent for an electronic demand, and there is none.'
        : notSetUp('EMAIL', setUp)
  const noPrint = printFault({ recipient })?.message ?? notSetUp('PRINT', setUp)
  const channels: ChannelName[] = [
    ...(noMail === undefined ? (['EMAIL'] as const) : []),
    ...(noPrint === undefined ? (['PRINT'] as const) : []),
  ]
  return {
    channels: fallback ? channels : channels.slice(0, 1),
    reasons: [noMail, noPrint].filter((reason) => reason !== undefined),
  }
}

function notSetUp(channel: ChannelName, setUp: readonly ChannelName[]): string | undefined {
  return setUp.includes(channel) ? undefined : `Delivery by ${channel} is not set up in this service.`
}
