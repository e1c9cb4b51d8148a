import type { ClientCtx } from '../platform/context.ts'
import type { Answer } from '../platform/http/route.ts'
import { clientSettings } from '../settings/client-settings.ts'
import type { Intermediator } from './intermediator.ts'

const OVT = /^0037\d{8}[0-9A-Za-z]{0,5}$/

/** The client's own e-invoice address and operator: what it has set, else what follows from its business id and the deployment. */
export async function finvoiceCredentials(ctx: ClientCtx, intermediator: Intermediator): Promise<Answer> {
  const { settings } = await clientSettings(ctx.platform.pool, ctx.clientId)
  const { address, intermediatorId, intermediatorName, sendingOpen, receivingOpen } = settings.channels.einvoice
  const id = intermediatorId ?? intermediator.id
  // The name of one operator never stands beside the id of another.
  const name = intermediatorName ?? (intermediatorId === undefined ? intermediator.name : null)
  const reachable = address !== undefined && id !== null
  return {
    body: {
      eInvoiceAddress: address ?? null,
      ovt: address !== undefined && OVT.test(address) ? address : null,
      intermediatorId: id,
      intermediatorName: name,
      sendingOpen: sendingOpen && reachable,
      receivingOpen: receivingOpen && reachable,
    },
  }
}
