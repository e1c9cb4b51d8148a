import type { ClientId } from '@saatava/core/ids.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import { emit } from '../events/emit.ts'
import type { PartnerCtx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { invalid } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { checkClient } from './check-client.ts'
import { type ClientPatch, differences, patched } from './client-patch.ts'
import { lockClientOfPartner, updateClient } from './client-queries.ts'
import type { NewClient } from './schemas.ts'
import { detailsOf, noClient, presentClient } from './show-client.ts'

/** The values that are about persons: the audit holds their hash. */
const OF_PERSONS = /^\/contacts\/|\/(email|telephone)$/

/**
 * Corrects the data of a client; null clears a field. A patch that changes nothing stores nothing.
 * Errors: 400 faults of the data as it would be; 404 the partner has no such client.
 */
export async function correctClient(
  ctx: PartnerCtx,
  input: { clientId: ClientId; patch: ClientPatch },
): Promise<Answer> {
  return withTransaction(ctx.platform.pool, (tx) => correct(ctx, tx, input))
}

async function correct(
  ctx: PartnerCtx,
  tx: Tx,
  { clientId, patch }: { clientId: ClientId; patch: ClientPatch },
): Promise<Answer> {
  const client = await lockClientOfPartner(tx, ctx.partnerId, clientId)
  if (client === undefined) throw noClient(clientId)
  const before = detailsOf(client)
  const after = patched(before, patch)
  const changed = differences(before, after)
  const warnings = checked(ctx, after, changed)
  if (changed.length === 0) return { body: presentClient(client), warnings }
  await updateClient(tx, ctx.partnerId, clientId, { name: after.client.name, details: after })
  const subject = `client:${clientId}`
  await audit(ctx, tx, clientId, 'client.corrected', subject, { changed: changed.map(withoutWords) })
  await emit(ctx, tx, clientId, 'client.corrected', subject, { changed: changed.map(({ path }) => path) })
  return { body: presentClient({ ...client, details: after }), warnings }
}

/** @returns the warnings; an identifier that was wrong before and stays is no new one */
function checked(ctx: PartnerCtx, after: NewClient, changed: { path: string }[]) {
  const { faults, identifierFaults } = checkClient(after)
  const touched = identifierFaults.filter(({ pointer }) => changed.some(({ path }) => path === pointer))
  const enforced = ctx.platform.config.identifierChecks === 'enforce'
  if (faults.length > 0 || (enforced && touched.length > 0)) throw invalid([...faults, ...(enforced ? touched : [])])
  return touched.map(({ code, message, pointer }) => ({ code, message, pointer }))
}

function withoutWords({ path, before, after }: ReturnType<typeof differences>[number]) {
  if (!OF_PERSONS.test(path)) return { path, before, after }
  const hidden = (value: unknown) => (typeof value === 'string' ? words(value) : null)
  return { path, before: hidden(before), after: hidden(after) }
}
