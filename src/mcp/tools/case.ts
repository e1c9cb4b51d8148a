import type { Static } from 'typebox'
import { Type } from 'typebox'
import { possibleActions } from '../../case-api/actions/possible-actions.ts'
import { getCase } from '../../case-api/view/get-case.ts'
import type { CaseView } from '../../case-api/view/schemas.ts'
import type { CivilDate } from '@saatava/core/dates.ts'
import { date } from '../../platform/http/schema.ts'
import { type Call, ctxOfClient } from '../call.ts'
import { clientIdentifier, tool } from '../tool.ts'
import { personOf } from '../words-of-others.ts'

const ID_MAX = 99_999_999_999_999
const Which = {
  clientIdentifier: clientIdentifier(),
  caseId: Type.Optional(Type.Integer({ minimum: 1, maximum: ID_MAX })),
  invoiceNumber: Type.Optional(
    Type.Integer({ minimum: 1, maximum: ID_MAX, description: 'either this or caseId is required' }),
  ),
}

type Shown = Static<typeof CaseView>['case']
interface Named {
  caseId?: number
  invoiceNumber?: number
}

export const getCaseTool = tool({
  name: 'get_case',
  title: 'Show a case',
  description:
    'Shows one case: balance, movements, the next step and the possible actions. Each fee and each interest period has its rule of law and the source.',
  permission: 'case.read',
  isReadOnly: true,
  input: Type.Object(Which),
  async run(call, input) {
    const shown = await caseOf(call, input)
    const { summary, balance, next, costs, interest, movements, limitation, paymentPlan, payments } = shown
    const { debtorId, entityType, name } = shown.debtor as { debtorId: string; entityType: string; name: string }
    return {
      ...{ summary, balance, next, fees: costs, interest, movements, limitation, paymentPlan },
      debtor: { debtorId, entityType, name: personOf(call.agent, name) },
      payments: payments.map(({ payerName, ...payment }) => ({ ...payment, payer: personOf(call.agent, payerName) })),
      possibleActions: await possibleActions(ctxOfClient(call), summary.caseId),
    }
  },
})

export const caseSumOnDay = tool({
  name: 'case_sum_on_day',
  title: 'The balance on a day',
  description: 'Says what is owed on a case on a day from today on, if nothing is paid and no step is taken before.',
  permission: 'case.read',
  isReadOnly: true,
  input: Type.Object({ ...Which, day: date('today or later') }),
  async run(call, { day, ...input }) {
    const { summary, balance, interest } = await caseOf(call, input, day)
    return { caseId: summary.caseId, currency: summary.currency, balance, interest }
  },
})

async function caseOf(call: Call, { caseId, invoiceNumber }: Named, asOf?: CivilDate): Promise<Shown> {
  const { body } = await getCase(ctxOfClient(call), {
    ...(caseId !== undefined && { caseId }),
    ...(invoiceNumber !== undefined && { invoiceNumber }),
    ...(asOf !== undefined && { asOf }),
  })
  return (body as unknown as Static<typeof CaseView>).case
}
