import type { ClientId } from '@saatava/core/ids.ts'
import { demandApproval, gated } from '../approvals/demand.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import { emit } from '../events/emit.ts'
import type { Ctx, PartnerCtx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { invalid } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { checkClient } from './check-client.ts'
import { type ClientPatch, differences, patched } from './client-patch.ts'
import { lockClientOfPartner, updateClient } from './client-queries.ts'
import type { NewClient } from './schemas.ts'
import { detailsOf, noClient, presentClient } from './show-client.ts'

/** Where the client is paid: a second person looks at a change. */
const ACCOUNTS = /^\/client\/(ibanAccount|bic|bankgiro|plusgiro)$/
/** The values that are about persons: the audit holds their hash. */
const OF_PERSONS = /^\/contacts\/|\/(email|telephone)$/

/**
 * Corrects the data of a client; null clears a field. A patch that changes nothing stores nothing.
 * Errors: 202 it waits for a second person, where accounts change; 400 faults of the data as it would be; 404 the partner has no such client.
 */
export async function correctClient(
  ctx: PartnerCtx,
  input: { clientId: ClientId; patch: ClientPatch },
): Promise<Answer> {
  return gated(ctx, () => withTransaction(ctx.platform.pool, (tx) => correct(ctx, ctx.partnerId, tx, input)))
}

/** Corrects with an approval, which was asked for with the token of this partner. */
export async function correctClientOf(ctx: Ctx, input: Correction & { partnerId: number }): Promise<void> {
  await withTransaction(ctx.platform.pool, (tx) => correct(ctx, input.partnerId, tx, input))
}

interface Correction {
  clientId: ClientId
  patch: ClientPatch
}

async function correct(ctx: Ctx, partnerId: number, tx: Tx, { clientId, patch }: Correction): Promise<Answer> {
  const client = await lockClientOfPartner(tx, partnerId, clientId)
  if (client === undefined) throw noClient(clientId)
  const before = detailsOf(client)
  const after = patched(before, patch)
  const changed = differences(before, after)
  const warnings = checked(ctx, after, changed)
  if (changed.length === 0) return { body: presentClient(client), warnings }
  if (changed.some(({ path }) => ACCOUNTS.test(path)))
    await demandApproval(ctx, tx, {
      ...{ action: 'client.accounts', clientId, subject: `client:${clientId}`, input: { partnerId, clientId, patch } },
      preview: { before: accountsOf(before), after: accountsOf(after) },
    })
  await updateClient(tx, partnerId, clientId, { name: after.client.name, details: after })
  const subject = `client:${clientId}`
  await audit(ctx, tx, clientId, 'client.corrected', subject, { changed: changed.map(withoutWords) })
  await emit(ctx, tx, clientId, 'client.corrected', subject, { changed: changed.map(({ path }) => path) })
  return { body: presentClient({ ...client, details: after }), warnings }
}

/** @returns the warnings; an identifier that was wrong before and stays is no new one */
function checked(ctx: Ctx, after: NewClient, changed: { path: string }[]) {
  const { faults, identifierFaults } = checkClient(after)
  const touched = identifierFaults.filter(({ pointer }) => changed.some(({ path }) => path === pointer))
  const enforced = ctx.platform.config.identifierChecks === 'enforce'
  if (faults.length > 0 || (enforced && touched.length > 0)) throw invalid([...faults, ...(enforced ? touched : [])])
  return touched.map(({ code, message, pointer }) => ({ code, message, pointer }))
}

function accountsOf({ client }: NewClient): Record<string, unknown> {
  const { ibanAccount, bic, bankgiro, plusgiro } = client
  return { ibanAccount, bic, bankgiro, plusgiro }
}

function withoutWords({ path, before, after }: ReturnType<typeof differences>[number]) {
  if (!OF_PERSONS.test(path)) return { path, before, after }
  const hidden = (value: unknown) => (typeof value === 'string' ? words(value) : null)
  return { path, before: hidden(before), after: hidden(after) }
}
