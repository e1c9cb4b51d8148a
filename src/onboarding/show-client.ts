import type { ClientId } from '@saatava/core/ids.ts'
import type { PartnerCtx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { stored } from '../platform/stored.ts'
import { type StoredClient, clientOfPartner } from './client-queries.ts'
import { NewClient } from './schemas.ts'

const readClient = stored(NewClient, 'client.details')

/** Shows a client of the partner as it was onboarded and corrected since. @throws AppError NOT_FOUND */
export async function showClient(ctx: PartnerCtx, input: { clientId: ClientId }): Promise<Answer> {
  const client = await clientOfPartner(ctx.platform.pool, ctx.partnerId, input.clientId)
  if (client === undefined) throw noClient(input.clientId)
  return { body: presentClient(client) }
}

export function presentClient(client: StoredClient): Record<string, unknown> {
  const { service, client: data, contacts } = detailsOf(client)
  return {
    clientIdentifier: client.clientId,
    confirmaFinanceCustomerCode: client.customerCode,
    paymentReferencePrefix: client.paymentReferencePrefix,
    createdAt: client.createdAt.toISOString(),
    service,
    client: data,
    contacts,
  }
}

export function detailsOf({ clientId, details }: StoredClient): NewClient {
  return readClient(details, `client ${clientId}`)
}

export function noClient(clientId: ClientId): AppError {
  return new AppError('NOT_FOUND', `You have no client ${clientId}.`)
}
