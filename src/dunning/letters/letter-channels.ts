import type { CivilDate } from '@saatava/core/dates.ts'
import type { ChannelName } from '@saatava/einvoice/model/channels.ts'
import type { InvoiceDocument, LetterKind } from '@saatava/einvoice/model/document.ts'
import { printFault } from '../../invoices/evaluate/plan-deliveries.ts'
import { mayDemandElectronically } from '@saatava/law/electronic-demand.ts'
import type { Law } from '@saatava/law/law.ts'
import { isCountry } from '@saatava/law/rule.ts'
import type { Case } from '../../claims/case.ts'
import { needsConsent } from './consent.ts'

/**
 * The channels of a letter, the first one first: by email where the debtor has an address and the law lets it, else
 * on paper; the other waits for a failure, as with invoices.
 * @param on the day of the letter
 * @returns no channel and why, where there is none
 */
export function letterChannels(
  debt: Pick<Case, 'country' | 'debtorType' | 'debtor' | 'dueDate'>,
  { recipient, letter }: Pick<InvoiceDocument, 'recipient' | 'letter'>,
  law: Law,
  on: CivilDate,
  setUp: readonly ChannelName[],
  fallback: boolean,
): { channels: ChannelName[]; reasons: string[] } {
  const kind = letter?.kind ?? 'REMINDER'
  const noMail =
    emailOf(debt.debtor) === undefined
      ? 'The debtor has no email address.'
      : (onPaperAlone(debt, kind, law, on) ?? notSetUp('EMAIL', setUp))
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

function emailOf({ email, guardian }: Case['debtor']): string | undefined {
  return guardian === undefined ? email : guardian.email
}

/** Why the law does not let this letter leave paper; undefined where it does. */
function onPaperAlone(
  { country, debtorType, debtor, dueDate }: Pick<Case, 'country' | 'debtorType' | 'debtor' | 'dueDate'>,
  kind: LetterKind,
  law: Law,
  on: CivilDate,
): string | undefined {
  if (needsConsent({ countryCode: country, debtorType, kind }))
    return 'The law requires the debtor’s separate consent for an electronic demand, and there is no consent.'
  if (kind !== 'DEMAND' || !isCountry(country)) return undefined
  const claim = { country, debtorType, due: dueDate }
  // The debtor consented for its own address, and not for that of a guardian.
  const consent = debtor.guardian === undefined ? debtor.electronicDemands : undefined
  const { allowed, why } = mayDemandElectronically(claim, consent, on, law)
  return allowed ? undefined : why
}

function notSetUp(channel: ChannelName, setUp: readonly ChannelName[]): string | undefined {
  return setUp.includes(channel) ? undefined : `Delivery by ${channel} is not set up in this service.`
}
