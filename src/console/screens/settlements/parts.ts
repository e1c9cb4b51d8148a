import type { ClientId, SettlementId } from '@saatava/core/ids.ts'
import { isUnderWay, type PayoutState } from '../../../payouts/states.ts'
import type { Beneficiary } from '../../../settlements/settlement.ts'
import { type Html, html } from '../../html.ts'
import { type Tone, badge } from '../../parts/badge.ts'

export function settlementPath({ clientId, settlementId }: { clientId: ClientId; settlementId: SettlementId }): string {
  return `/console/client/${clientId}/settlement/${settlementId}`
}

const WORDS: Record<PayoutState, string> = {
  CREATED: 'waits for its file',
  SENT: 'sent to the bank',
  ACCEPTED: 'accepted by the bank',
  PAID: 'paid',
  REJECTED: 'refused',
  RETURNED: 'returned',
}

/** @param state null: nothing was left to pay */
export function payoutBadge(state: PayoutState | null, doubt: string | null): Html {
  if (state === null) return badge('nothing to pay', 'good')
  const tone: Tone = state === 'PAID' ? 'good' : isUnderWay(state) ? 'plain' : 'bad'
  return html`${badge(WORDS[state], tone)}${doubt !== null && html` ${badge('doubtful', 'warn')}`}`
}

export function accountOf(beneficiary: Beneficiary): string {
  return 'giro' in beneficiary ? beneficiary.number : beneficiary.iban
}
