/** Passkeys and identities that people see, add and remove themselves. A change asks for a recent sign-in. */
import { audit } from '../../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { withTransaction } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { type CredentialRow, credentialsOf, deleteCredential, lockUserRow } from '../credential-queries.ts'
import { requireRecent } from '../sessions/require-recent.ts'
import type { Session } from '../sessions/session.ts'
import { NEW_PASSKEY, type PasskeyOptions } from './challenge.ts'
import { addPasskey, registrationOptions, verified } from './new-passkey.ts'

const CHANGES = 'This changes how you sign in'

/** Lists the credentials of the user of a session, the first one first. The demo operator has none. */
export async function listOwnCredentials(ctx: Ctx, { userId }: Session): Promise<CredentialRow[]> {
  return userId === null ? [] : credentialsOf(ctx.platform.pool, userId)
}

/** Returns what the browser needs to make a further passkey; undefined: the demo operator makes none. */
export async function ownPasskeyOptions(
  ctx: Ctx,
  { userId, name }: Session,
  { origin }: { origin: string },
): Promise<PasskeyOptions | undefined> {
  return userId === null ? undefined : registrationOptions(ctx, { userId, name, origin })
}

/** Adds a passkey to those of the user. @throws AppError UNAUTHORIZED, also where the sign-in is not recent */
export async function addOwnPasskey(
  ctx: Ctx,
  session: Session,
  input: { origin: string; challenge: string; response: string },
): Promise<void> {
  const { userId, name } = session
  if (userId === null) throw demoHasNone()
  requireRecent(ctx.platform, session, CHANGES)
  const { challenge } = NEW_PASSKEY.open(ctx.platform, input.challenge)
  const passkey = await verified(input, challenge)
  await withTransaction(ctx.platform.pool, (tx) => addPasskey(ctx, tx, { userId, name }, passkey))
}

/** Removes a passkey or an identity. @throws AppError NOT_FOUND it is not the user's own; RULE it is the last one */
export async function removeOwnCredential(
  ctx: Ctx,
  session: Session,
  { credentialId }: { credentialId: string },
): Promise<void> {
  const { userId, name } = session
  if (userId === null) throw demoHasNone()
  requireRecent(ctx.platform, session, CHANGES)
  await withTransaction(ctx.platform.pool, async (tx) => {
    // Two requests at once would otherwise remove the last two.
    await lockUserRow(tx, userId)
    const own = await credentialsOf(tx, userId)
    const credential = own.find((one) => one.credentialId === credentialId)
    if (credential === undefined) throw new AppError('NOT_FOUND', `You have no passkey ${credentialId}.`)
    if (own.length === 1)
      throw new AppError('RULE', 'You would have nothing left to sign in with. Add another passkey first.')
    await deleteCredential(tx, credentialId)
    const details = { name, kind: credential.kind }
    await audit(ctx, tx, OPERATOR_TENANT, 'credential.removed', `credential:${credentialId}`, details)
  })
}

function demoHasNone(): AppError {
  return new AppError('FORBIDDEN', 'The demo operator of a sandbox has no passkeys.')
}
