/** Every route of the console: it names a permission or is a door, it is protected, and it takes no form of another site. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Fastify from 'fastify'
import { consoleRoutes } from '../../src/console/routes.ts'
import type { Shell } from '../../src/console/shell.ts'
import { PERMISSION_NAMES } from '../../src/permissions/permissions.ts'
import { requireRecent } from '../../src/users/sessions/require-recent.ts'
import { shellParts } from '../support/console/shell-parts.ts'
import { demoOperator, visitorOf } from '../support/console/visitor.ts'
import { type TestService, testService } from '../support/service.ts'

interface Route {
  method: string
  path: string
  names: unknown
}

let api: TestService
const routes: Route[] = []

before(async () => {
  api = await testService({ role: 'api' })
  const app = Fastify()
  app.decorateRequest('remoteAddress', undefined)
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const one of [method].flat())
      if (one !== 'HEAD') routes.push({ method: one, path: url, names: config?.console })
  })
  await consoleRoutes(app, shellParts(api))
  await app.close()
})
after(() => api.stop())

const urlOf = ({ path }: Route) => path.replaceAll(/:\w+/g, '019a4c3e-0000-7000-8000-000000000001')

test('every route names a permission, or is a door', () => {
  assert.ok(routes.length > 10, `${routes.length} routes`)
  for (const { method, path, names } of routes)
    assert.ok(names === 'door' || PERMISSION_NAMES.some((name) => name === names), `${method} ${path}`)
})

test('a route that names nothing stops the start', () => {
  const screen = { routes: ({ app }: Shell) => void app.get('/x', () => 'x') }
  const app = Fastify()
  const started = consoleRoutes(app, shellParts(api), [screen])
  return assert.rejects(started, /GET \/console\/x names no permission/)
})

test('a stranger is led to the sign-in by every route that names a permission', async () => {
  const stranger = visitorOf(api)
  for (const route of routes.filter(({ names }) => names !== 'door')) {
    const url = urlOf(route)
    const { status, location } = await (route.method === 'GET' ? stranger.get(url) : stranger.post(url, {}))
    assert.equal(status, 303, `${route.method} ${url}`)
    assert.match(location ?? '', /^\/console\/sign-in\?/)
  }
})

test('no route takes a form of another site', async () => {
  const demo = await demoOperator(api)
  for (const route of routes.filter(({ method }) => method === 'POST')) {
    const { status } = await demo.post(urlOf(route), {}, { 'sec-fetch-site': 'cross-site' })
    assert.equal(status, 403, urlOf(route))
  }
  assert.equal((await demo.get('/console')).status, 200, 'still signed in')
})

test('an act that moves money asks for another sign-in after 15 minutes', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 12, minutes))
  const clock = (minutes: number) => ({ clock: { now: () => at(minutes), real: () => at(minutes) } })
  const session = {
    ...({ sessionId: 's', userId: 'u', name: 'Ada', method: 'PASSKEY', grants: [], seenAs: null } as const),
    ...{ authenticatedAt: at(0), beganAt: at(0), endsAt: at(30) },
  }
  requireRecent(clock(14), session)
  assert.throws(() => requireRecent(clock(15), session), { code: 'UNAUTHORIZED', extra: { signInAgain: true } })
  requireRecent(clock(600), { ...session, userId: null })
})
