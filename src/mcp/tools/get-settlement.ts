import { SettlementParams } from '../../settlements/schemas.ts'
import { showSettlement } from '../../settlements/show-settlement.ts'
import { Type } from 'typebox'
import { ctxOfClient } from '../call.ts'
import { clientIdentifier, tool } from '../tool.ts'

export const getSettlement = tool({
  name: 'get_settlement',
  title: 'Show a settlement',
  description: 'Shows one settlement of a client with its allocations, deductions and payout.',
  permission: 'settlement.read',
  isReadOnly: true,
  input: Type.Object({ clientIdentifier: clientIdentifier(), ...SettlementParams.properties }),
  async run(call, { settlementId }) {
    const { body } = await showSettlement(ctxOfClient(call), settlementId)
    return body as Record<string, unknown>
  },
})
