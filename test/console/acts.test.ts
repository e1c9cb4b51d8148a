/** `page` and `act` give every screen its data for programs, the effect before the act, and the version of a form. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { html } from '../../src/console/html.ts'
import { act, page } from '../../src/console/page.ts'
import { type FormState, errorSummary, versionField } from '../../src/console/parts/form.ts'
import { withSnapshot } from '../../src/platform/database.ts'
import { consoleRoutes } from '../../src/console/routes.ts'
import type { Screen, Shell } from '../../src/console/shell.ts'
import { shellParts } from '../support/console/shell-parts.ts'
import { demoOperator } from '../support/console/visitor.ts'
import { type TestService, testService } from '../support/service.ts'

const ORIGIN = 'http://localhost:8080'
/** A thing with a version, and the price of the act, which may change too. */
const thing = { version: 1, price: 5, done: [] as string[] }
let api: TestService
let app: FastifyInstance
let cookie: string

const drawn = (form: FormState) => ({
  title: 'Thing',
  body: html`${errorSummary(form)}<form method="post" action="/console/thing/act">${versionField(String(thing.version))}
<input name="note" aria-label="Note" value="${form.values['note'] ?? ''}"></form>`,
})

const screen: Screen = {
  routes(shell: Shell) {
    page(shell, {
      ...{ path: '/thing', permission: 'task.read' },
      data: { apiPath: () => '/api/v1/partner/thing', read: async () => ({ price: thing.price }) },
      show: async (_ctx, _input, form) => drawn(form),
    })
    page(shell, {
      ...{ path: '/slow', permission: 'task.read' },
      async show({ platform: { pool } }) {
        await withSnapshot(pool, (db) =>
          db.query(`select set_config('statement_timeout', '50', true)`).then(() => db.query('select pg_sleep(60)')),
        )
        return { title: 'Slow', body: html`<p>Never</p>` }
      },
    })
    page(shell, {
      ...{ path: '/limit', permission: 'task.read' },
      async show({ platform: { pool } }) {
        const show = `select current_setting('statement_timeout') as ms`
        const one = await pool.query<{ ms: string }>(show)
        const several = await withSnapshot(pool, (db) => db.query<{ ms: string }>(show))
        return { title: 'Limit', body: html`<p>${one.rows[0]?.ms} ${several.rows[0]?.ms}</p>` }
      },
    })
    act(shell, {
      ...{ path: '/thing/act', permission: 'task.work', form: Type.Object({ note: Type.String({ maxLength: 10 }) }) },
      version: async () => String(thing.version),
      preview: async (_ctx, { form }) => ({
        ...{ title: 'Do it?', effect: html`<p>${form.note} costs ${thing.price}.</p>`, button: 'Do it' },
        back: '/console/thing',
      }),
      async perform(_ctx, { form }) {
        thing.done.push(form.note)
        return '/console/thing'
      },
      again: async (_ctx, _input, form) => drawn(form),
    })
  },
}

before(async () => {
  api = await testService({ role: 'api' })
  cookie = [...(await demoOperator(api)).cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  app = Fastify()
  app.decorateRequest('remoteAddress', undefined)
  await consoleRoutes(app, shellParts(api), [screen])
})
after(async () => {
  await app.close()
  await api.stop()
})

async function send(method: 'GET' | 'POST', url: string, form: Record<string, string> = {}) {
  const headers = { host: new URL(api.service.consoleOrigin ?? ORIGIN).host, cookie, 'sec-fetch-site': 'same-origin' }
  if (method === 'GET') return app.inject({ method, url, headers })
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  return app.inject({ method, url, headers: { ...headers, ...type }, payload: new URLSearchParams(form).toString() })
}

const seenIn = (text: string) => /name="seen" value="([^"]+)"/.exec(text)?.[1] ?? ''

test('a page gives its object as JSON, and the call of the API that gives it', async () => {
  const { body } = await send('GET', '/console/thing')
  assert.match(body, /href="\/console\/thing\?as=json"/)
  assert.match(
    body,
    /curl -sS &quot;http:\/\/localhost:\d+\/api\/v1\/partner\/thing&quot; -H &quot;X-Api-Key: \$TOKEN&quot;/,
  )
  const data = await send('GET', '/console/thing?as=json')
  assert.deepEqual([data.headers['content-type'], data.json()], ['application/json; charset=utf-8', { price: 5 }])
})

test('an act shows its effect, and happens when the person confirms that effect', async () => {
  const asked = await send('POST', '/console/thing/act', { note: 'tea', version: '1' })
  assert.equal(asked.statusCode, 200)
  assert.match(asked.body, /tea costs 5\./)
  assert.deepEqual(thing.done, [])
  const done = await send('POST', '/console/thing/act', { note: 'tea', version: '1', seen: seenIn(asked.body) })
  assert.deepEqual([done.statusCode, thing.done], [303, ['tea']])
})

test('an effect that has changed since it was seen is shown again', async () => {
  const asked = await send('POST', '/console/thing/act', { note: 'milk', version: '1' })
  thing.price = 6
  const again = await send('POST', '/console/thing/act', { note: 'milk', version: '1', seen: seenIn(asked.body) })
  assert.match(again.body, /The effect has changed since you looked at it/)
  assert.match(again.body, /milk costs 6\./)
  assert.deepEqual(thing.done, ['tea'])
})

test('a form that was drawn from an older state comes back with what was written', async () => {
  thing.version = 2
  const { statusCode, body } = await send('POST', '/console/thing/act', { note: 'salt', version: '1' })
  assert.equal(statusCode, 409)
  assert.match(body, /Something has changed since you opened this page/)
  assert.match(body, /value="salt"/)
  assert.match(body, /name="version" value="2"/)
})

test('the database ends the reads of a page that a person would not wait for', async () => {
  assert.match((await send('GET', '/console/limit')).body, /<p>5s 5s<\/p>/)
  const { statusCode, body } = await send('GET', '/console/slow')
  assert.equal(statusCode, 503)
  assert.match(body, /Narrow the filter/)
  const { rows } = await api.pool.query<{ ms: string }>(`select current_setting('statement_timeout') as ms`)
  assert.equal(rows[0]?.ms, '0', 'the limit ends with the statement')
})
