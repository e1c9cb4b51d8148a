/** A user signs in with a passkey. The device has asked for a finger, a face or a PIN. */
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import { noteCredentialUse, passkeyById } from '../credential-queries.ts'
import { type Begun, beginSession } from '../sessions/begin-session.ts'
import type { Session } from '../sessions/session.ts'
import { auditingFailures } from '../sign-in-failures.ts'
import { PASSKEY_SIGN_IN, type PasskeyOptions, answerOf, refused } from './challenge.ts'
import { relyingPartyOf } from './relying-party.ts'

/** Returns what the browser needs to ask for a passkey. */
export async function passkeyOptions(ctx: Ctx, { origin }: { origin: string }): Promise<PasskeyOptions> {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server')
  const rpID = relyingPartyOf(origin).id
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' })
  const challenge = PASSKEY_SIGN_IN.seal(ctx.platform, { challenge: options.challenge })
  return { options: JSON.stringify(options), challenge }
}

/** Begins a session. @param input.replaces the session of this browser. @throws AppError UNAUTHORIZED */
export function signInWithPasskey(
  ctx: Ctx,
  input: { origin: string; challenge: string; response: string; replaces?: Session | undefined },
): Promise<Begun> {
  return auditingFailures(ctx, 'PASSKEY', async () => {
    const { challenge } = PASSKEY_SIGN_IN.open(ctx.platform, input.challenge)
    const answer = answerOf(input.response) as AuthenticationResponseJSON
    return withTransaction(ctx.platform.pool, async (tx) => {
      const user = await verifiedUser(ctx, tx, { answer, challenge, origin: input.origin })
      return beginSession(ctx, tx, { user, method: 'PASSKEY', proof: challenge, replaces: input.replaces })
    })
  })
}

/** The passkey is locked, so that two answers with one count cannot both pass. */
async function verifiedUser(
  ctx: Ctx,
  tx: Tx,
  { answer, challenge, origin }: { answer: AuthenticationResponseJSON; challenge: string; origin: string },
): Promise<{ userId: string; name: string }> {
  const passkey = await passkeyById(tx, answer.id)
  if (passkey === undefined || passkey.publicKey === null) throw refused()
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const party = relyingPartyOf(origin)
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: { id: answer.id, publicKey: Uint8Array.from(passkey.publicKey), counter: passkey.useCount ?? 0 },
    requireUserVerification: true,
  }).catch((error: unknown) => {
    throw refused(error)
  })
  if (!verified) throw refused()
  const { credentialId } = passkey
  await noteCredentialUse(tx, {
    ...{ credentialId, useCount: authenticationInfo.newCounter, at: ctx.platform.clock.real() },
  })
  return passkey
}
