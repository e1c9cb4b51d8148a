/** An OIDC provider on this machine, at which everybody is signed in as the account that the test names. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export interface TestProvider {
  issuer: string
  /** The account that signs in next. */
  account: string
  /** Opens it for a client that lives at this address. */
  open(redirectUri: string): void
  /** Follows the redirects of the provider, as a browser does. @returns the address at the client */
  authorise(url: string): Promise<URL>
  close(): Promise<void>
}

export const CLIENT_ID = 'console'

export async function startOidcProvider(): Promise<TestProvider> {
  let handle = (_request: IncomingMessage, response: ServerResponse): unknown => response.writeHead(503).end()
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: TestProvider = {
    ...{ issuer, account: 'nobody' },
    open(redirectUri) {
      handle = handlerOf(issuer, redirectUri, () => provider.account)
    },
    authorise: (url) => follow(issuer, url),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return provider
}

function handlerOf(issuer: string, redirectUri: string, account: () => string) {
  const oidc = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: CLIENT_ID, token_endpoint_auth_method: 'none', redirect_uris: [redirectUri] },
        ...{ grant_types: ['authorization_code'], response_types: ['code'] },
      },
    ],
    cookies: { keys: ['a key of tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        ...{ clientId: CLIENT_ID, accountId: ctx.oidc.session?.accountId ?? '' },
      })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
  const callback = oidc.callback()
  return async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction/') !== true) return callback(request, response)
    await oidc.interactionFinished(request, response, { login: { accountId: account() } })
  }
}

const REDIRECTS_MAX = 10

async function follow(issuer: string, url: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let at = new URL(url)
  for (let i = 0; i < REDIRECTS_MAX && at.origin === issuer; i++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`${at.href} answered ${response.status}: ${await response.text()}`)
    at = new URL(location, at)
  }
  return at
}
