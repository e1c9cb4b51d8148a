import type { Configuration } from 'openid-client'
import { isLoopbackName } from '@saatava/core/loopback.ts'
import type { OidcConfig } from '../../config/config.ts'
import { AppError } from '../../platform/errors.ts'

const TIMEOUT_SECONDS = 10
/** Read once a process: a provider that changes its keys publishes them at one address. */
const discovered = new WeakMap<OidcConfig, Promise<Configuration>>()

/** The OIDC provider of the settings. @throws AppError RULE there is none; UNAVAILABLE it does not answer */
export async function providerOf(oidc: OidcConfig | undefined): Promise<Configuration> {
  if (oidc === undefined) throw new AppError('RULE', 'There is no OIDC provider here: OIDC_ISSUER is not set.')
  const found = discovered.get(oidc) ?? discover(oidc)
  discovered.set(oidc, found)
  return found.catch((cause: unknown) => {
    discovered.delete(oidc)
    throw new AppError('UNAVAILABLE', 'The OIDC provider does not answer as it should. Try again later.', { cause })
  })
}

async function discover({ issuer, clientId, clientSecret }: OidcConfig): Promise<Configuration> {
  const { None, allowInsecureRequests, discovery } = await import('openid-client')
  const url = new URL(issuer)
  return discovery(url, clientId, clientSecret, clientSecret === undefined ? None() : undefined, {
    timeout: TIMEOUT_SECONDS,
    execute: url.protocol === 'http:' && isLoopbackName(url.hostname) ? [allowInsecureRequests] : [],
  })
}
