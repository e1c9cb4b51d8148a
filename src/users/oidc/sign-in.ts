/**
 * A user signs in at the OIDC provider: authorisation code with PKCE. A user is known by issuer and subject, never by an
 * email address. Somebody who has opened a link adds the identity to the user of the link.
 */
import { Type } from 'typebox'
import { audit } from '../../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/new-id.ts'
import { identityOf, insertIdentity, noteCredentialUse } from '../credential-queries.ts'
import { useUp, userOfLink } from '../enrolment/open-link.ts'
import { sealedState } from '../sealed-state.ts'
import { type Begun, beginSession } from '../sessions/begin-session.ts'
import type { Session } from '../sessions/session.ts'
import { auditingFailures } from '../sign-in-failures.ts'
import { providerOf } from './provider.ts'

export const OIDC_RETURN_PATH = '/console/sign-in/oidc/return'
/** Another sign-in in a session: the provider must have asked the person within this time. */
const AGAIN_SECONDS = 60

const STATE = sealedState(
  'console-oidc',
  Type.Object({
    ...{ state: Type.String(), nonce: Type.String(), verifier: Type.String(), next: Type.String() },
    again: Type.Boolean(),
  }),
)

/** Returns the address at the provider, and the secrets that its answer must fit, sealed for the browser. */
export async function beginOidc(
  ctx: Ctx,
  { origin, next, again }: { origin: string; next: string; again: boolean },
): Promise<{ url: string; sealed: string }> {
  const provider = await providerOf(ctx.platform.config.console.oidc)
  const client = await import('openid-client')
  const secrets = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
  }
  const url = client.buildAuthorizationUrl(provider, {
    redirect_uri: origin + OIDC_RETURN_PATH,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
    code_challenge_method: 'S256',
    ...{ state: secrets.state, nonce: secrets.nonce },
    ...(again ? { prompt: 'login', max_age: '0' } : {}),
  })
  return { url: url.href, sealed: STATE.seal(ctx.platform, { ...secrets, next, again }) }
}

/**
 * Begins a session with the answer of the provider.
 * @param input.answer path and query to which the provider has led the browser
 * @param input.code the code of a link that the browser has opened
 * @throws AppError UNAUTHORIZED
 */
export function signInByOidc(
  ctx: Ctx,
  input: { origin: string; answer: string; sealed: string; code?: string | undefined; replaces?: Session | undefined },
): Promise<Begun & { next: string }> {
  return auditingFailures(ctx, 'OIDC', async () => {
    const secrets = STATE.open(ctx.platform, input.sealed)
    const identity = await identityIn(ctx, new URL(input.answer, input.origin), secrets)
    const link = input.code === undefined ? undefined : await userOfLink(ctx, input.code)
    const begun = await withTransaction(ctx.platform.pool, async (tx) => {
      const user = link === undefined ? await knownUser(ctx, tx, identity) : await addIdentity(ctx, tx, link, identity)
      return beginSession(ctx, tx, { user, method: 'OIDC', proof: secrets.state, replaces: input.replaces })
    })
    return { ...begun, next: secrets.next }
  })
}

interface Identity {
  issuer: string
  subject: string
}

async function identityIn(
  ctx: Ctx,
  answer: URL,
  { state, nonce, verifier, again }: { state: string; nonce: string; verifier: string; again: boolean },
): Promise<Identity> {
  const provider = await providerOf(ctx.platform.config.console.oidc)
  const { authorizationCodeGrant } = await import('openid-client')
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
  const tokens = await authorizationCodeGrant(provider, answer, {
    ...checks,
    ...(again ? { maxAge: AGAIN_SECONDS } : {}),
  }).catch((cause: unknown) => {
    throw new AppError('UNAUTHORIZED', 'The OIDC provider has not confirmed the sign-in. Try again.', { cause })
  })
  const claims = tokens.claims()
  if (claims === undefined) throw new AppError('UNAUTHORIZED', 'The OIDC provider has not named a person.')
  return { issuer: claims.iss, subject: claims.sub }
}

async function knownUser(ctx: Ctx, tx: Tx, { issuer, subject }: Identity): Promise<{ userId: string; name: string }> {
  const user = await identityOf(tx, issuer, subject)
  if (user === undefined)
    throw new AppError('UNAUTHORIZED', 'No user here has this account. An administrator invites you with a link.')
  const { credentialId } = user
  await noteCredentialUse(tx, { credentialId, useCount: null, at: ctx.platform.clock.real() })
  return user
}

async function addIdentity(
  ctx: Ctx,
  tx: Tx,
  link: { enrolmentId: string; userId: string; name: string },
  identity: Identity,
): Promise<{ userId: string; name: string }> {
  await useUp(ctx, tx, link)
  const credentialId = newId()
  const added = { credentialId, userId: link.userId, addedAt: ctx.platform.clock.real(), ...identity }
  if (!(await insertIdentity(tx, added)))
    throw new AppError('UNAUTHORIZED', 'Another user has this account already. Sign in with it, or take another.')
  const by: Ctx = { ...ctx, actor: `user:${link.name}` }
  const details = { name: link.name, kind: 'OIDC' }
  await audit(by, tx, OPERATOR_TENANT, 'credential.added', `credential:${credentialId}`, details)
  return link
}
