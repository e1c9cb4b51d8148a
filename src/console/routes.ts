/**
 * The console: pages for the agency's people and the creditors' own, in this process, over the verbs that the API and the
 * command line call too. A route that names neither its permission nor that it is a door stops the start.
 */
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../platform/errors.ts'
import { checkSession } from '../users/sessions/check-session.ts'
import { assetRoutes } from './assets.ts'
import { readCookie } from './cookies.ts'
import { accountDoors } from './doors/account.ts'
import { enrolDoors } from './doors/enrol.ts'
import { enterDoors } from './doors/enter.ts'
import { leaveDoors } from './doors/leave.ts'
import { oidcDoors } from './doors/oidc.ts'
import { signInDoors } from './doors/sign-in.ts'
import { answerError } from './error-page.ts'
import { secureHeaders } from './headers.ts'
import { requireSameOrigin } from './same-origin.ts'
import { SCREENS } from './screens.ts'
import { type Screen, type Shell, doorCtx } from './shell.ts'

/** An answer of a passkey is the largest form. */
const FORM_BYTES_MAX = 64 * 1024

export async function consoleRoutes(
  app: FastifyInstance,
  parts: Omit<Shell, 'app' | 'screens'>,
  screens: readonly Screen[] = SCREENS,
): Promise<void> {
  await app.register(
    async (scope) => {
      const shell: Shell = { app: scope, screens, ...parts }
      guard(shell)
      assetRoutes(shell)
      signInDoors(shell)
      oidcDoors(shell)
      enterDoors(shell)
      enrolDoors(shell)
      leaveDoors(shell)
      accountDoors(shell)
      for (const screen of screens) screen.routes(shell)
    },
    { prefix: '/console' },
  )
}

function guard(shell: Shell): void {
  const { app } = shell
  app.decorateRequest('session', undefined)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_BYTES_MAX },
    (_request, body, done) => done(null, formOf(String(body))),
  )
  app.addHook('onRoute', ({ config, url, method }) => {
    if (config?.console === undefined) throw new Error(`${String(method)} ${url} names no permission`)
  })
  app.addHook('onRequest', async (request, reply) => {
    secureHeaders(reply, shell.origin())
    requireOwnHost(shell, request)
    requireSameOrigin(request, shell.origin())
    if (request.url.startsWith('/console/assets/')) return
    const token = readCookie(shell, request, 'session')
    if (token !== undefined && token !== '') request.session = await checkSession(doorCtx(shell, request), token)
  })
  app.setErrorHandler((error: FastifyError | AppError, request, reply) => answerError(shell, error, request, reply))
  app.setNotFoundHandler((request, reply) =>
    answerError(shell, new AppError('NOT_FOUND', 'There is no such page.'), request, reply),
  )
}

/** A field that is given several times is a list. */
function formOf(body: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(body)
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

/** Cookies and passkeys belong to one host name. @throws AppError GONE with the address that is right */
function requireOwnHost(shell: Shell, request: FastifyRequest): void {
  const { host } = new URL(shell.origin())
  if (request.headers.host === host) return
  throw new AppError('FORBIDDEN', `The console is at ${shell.origin()}/console.`)
}
