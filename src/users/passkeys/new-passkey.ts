/** A user who was invited makes a passkey with the link, and is signed in by it. */
import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { audit } from '../../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import { newId } from '../../platform/new-id.ts'
import { insertPasskey, passkeysOf } from '../credential-queries.ts'
import { useUp, userOfLink } from '../enrolment/open-link.ts'
import { type Begun, beginSession } from '../sessions/begin-session.ts'
import { auditingFailures } from '../sign-in-failures.ts'
import { NEW_PASSKEY, type PasskeyOptions, answerOf, refused } from './challenge.ts'
import { ALGORITHMS, RELYING_PARTY_NAME, relyingPartyOf } from './relying-party.ts'

/** Returns what the browser needs to make a passkey, and the name of its user. @throws AppError UNAUTHORIZED */
export async function newPasskeyOptions(
  ctx: Ctx,
  { code, origin }: { code: string; origin: string },
): Promise<PasskeyOptions & { name: string }> {
  const { userId, name } = await userOfLink(ctx, code)
  return { name, ...(await registrationOptions(ctx, { userId, name, origin })) }
}

/** Returns the options of a new passkey of a user. */
export async function registrationOptions(
  ctx: Ctx,
  { userId, name, origin }: { userId: string; name: string; origin: string },
): Promise<PasskeyOptions> {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server')
  const options = await generateRegistrationOptions({
    rpName: RELYING_PARTY_NAME,
    rpID: relyingPartyOf(origin).id,
    userName: name,
    userDisplayName: name,
    userID: Uint8Array.from(Buffer.from(userId.replaceAll('-', ''), 'hex')),
    excludeCredentials: (await passkeysOf(ctx.platform.pool, userId)).map((id) => ({ id })),
    supportedAlgorithmIDs: ALGORITHMS,
    // The passkey is found without a name, and the device asks for a finger, a face or a PIN.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const challenge = NEW_PASSKEY.seal(ctx.platform, { challenge: options.challenge })
  return { options: JSON.stringify(options), challenge }
}

/** Stores a new passkey, uses up the link, and begins a session. @throws AppError UNAUTHORIZED */
export function enrolPasskey(
  ctx: Ctx,
  input: { code: string; origin: string; challenge: string; response: string },
): Promise<Begun> {
  return auditingFailures(ctx, 'PASSKEY', async () => {
    const { challenge } = NEW_PASSKEY.open(ctx.platform, input.challenge)
    const link = await userOfLink(ctx, input.code)
    const passkey = await verified(input, challenge)
    return withTransaction(ctx.platform.pool, async (tx) => {
      await useUp(ctx, tx, link)
      await addPasskey({ ...ctx, actor: `user:${link.name}` }, tx, link, passkey)
      return beginSession(ctx, tx, { user: link, method: 'PASSKEY', proof: challenge })
    })
  })
}

/** Stores a passkey that was verified. @throws AppError UNAUTHORIZED somebody has it already */
export async function addPasskey(
  ctx: Ctx,
  tx: Tx,
  { userId, name }: { userId: string; name: string },
  { id, publicKey, counter }: { id: string; publicKey: Uint8Array; counter: number },
): Promise<void> {
  const credentialId = newId()
  const addedAt = ctx.platform.clock.real()
  const passkey = { credentialId, userId, addedAt, passkeyId: id, publicKey, useCount: counter }
  if (!(await insertPasskey(tx, passkey))) throw refused()
  const details = { name, kind: 'PASSKEY' }
  await audit(ctx, tx, OPERATOR_TENANT, 'credential.added', `credential:${credentialId}`, details)
}

/** Verifies the answer of a browser about a new passkey. @throws AppError UNAUTHORIZED */
export async function verified({ origin, response }: { origin: string; response: string }, challenge: string) {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const party = relyingPartyOf(origin)
  const { registrationInfo } = await verifyRegistrationResponse({
    response: answerOf(response) as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    supportedAlgorithmIDs: ALGORITHMS,
    requireUserVerification: true,
  }).catch((error: unknown) => {
    throw refused(error)
  })
  if (registrationInfo === undefined) throw refused()
  return registrationInfo.credential
}
