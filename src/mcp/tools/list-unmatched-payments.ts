import { minorToNumber } from '@saatava/core/money.ts'
import { Type } from 'typebox'
import { factText } from '../../payments/candidates/fact-text.ts'
import type { WaitingRow } from '../../payments/list-queries.ts'
import { listWaiting } from '../../payments/unmatched/list-waiting.ts'
import { type Candidate, showWaiting } from '../../payments/unmatched/show-waiting.ts'
import type { AgentToken } from '../../users/agent-tokens/agent-token.ts'
import { limit, tool } from '../tool.ts'
import { accountOf, personOf, quoted } from '../words-of-others.ts'

const USUAL = 20

export const listUnmatchedPayments = tool({
  name: 'list_unmatched_payments',
  title: 'Money that waits',
  description:
    'Lists money that could not be matched, the oldest first. With id: that money with the cases that it may be for, the facts that speak for each, and the effect of allocating it.',
  permission: 'funds.read',
  isReadOnly: true,
  input: Type.Object({
    id: Type.Optional(Type.String({ format: 'uuid', description: 'id of one payment in the list' })),
    after: Type.Optional(Type.String({ maxLength: 100, description: 'next of the page before' })),
    limit: limit(100, USUAL),
  }),
  async run({ ctx, agent }, { id, after, limit: most = USUAL }) {
    if (id !== undefined) {
      const { row, candidates } = await showWaiting(ctx, { id })
      return { payment: shown(agent, row), candidates: candidates.map((one) => candidateOf(agent, row, one)) }
    }
    const all = { clientId: null, reasons: null, currency: null, withHeld: false }
    const { rows, next } = await listWaiting(ctx, { ...all, limit: most, after: after ?? null })
    return { payments: rows.map((row) => shown(agent, row)), next }
  },
})

function shown(agent: AgentToken, row: WaitingRow): object {
  return {
    ...{ id: row.id, clientIdentifier: row.clientId, currency: row.currency, reason: row.reason },
    ...{ waitingAmount: minorToNumber(BigInt(row.waiting)), amount: minorToNumber(BigInt(row.amount)) },
    ...{ bookingDate: row.bookingDate, payer: personOf(agent, row.payerName) },
    ...{ payerAccount: accountOf(agent, row.payerAccount), reference: row.reference },
    message: quoted(agent, row.message),
  }
}

function candidateOf(
  agent: AgentToken,
  { currency }: WaitingRow,
  { cases, facts, isStrong, preview }: Candidate,
): object {
  return {
    cases: cases.map(({ case: { clientId, caseId, invoiceNumber, stage, status }, owed }) => ({
      ...{ clientIdentifier: clientId, caseId, invoiceNumber, stage, status, currency },
      owedAmount: owed === null ? null : minorToNumber(owed),
    })),
    isStrong,
    facts: facts.map((fact) =>
      fact.kind === 'NAME' && !agent.showsNames ? 'The payer has the name of the debtor.' : factText(fact).text,
    ),
    effect: effectOf(preview),
  }
}

function effectOf(preview: Candidate['preview']): object {
  if (preview.kind === 'refused') return { refused: preview.message }
  const { cases, left } = preview.effect
  return {
    leftAmount: minorToNumber(left),
    cases: cases.map(({ caseId, amount, status, closingReason }) => ({
      ...{ caseId, paidAmount: minorToNumber(amount), statusAfter: status, closingReason },
    })),
  }
}
