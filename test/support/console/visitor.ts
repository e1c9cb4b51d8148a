/** A browser without a screen and without scripts: it keeps cookies, sends forms as its own site, and reads what comes back. */
import assert from 'node:assert/strict'
import { parse } from 'parse5'
import { withTransaction } from '../../../src/platform/database.ts'
import { newId } from '../../../src/platform/new-id.ts'
import { makeDemoLink } from '../../../src/users/enrolment/make-enrolment.ts'
import { userByName } from '../../../src/users/queries.ts'
import { beginSession } from '../../../src/users/sessions/begin-session.ts'
import type { TestService } from '../service.ts'

interface Answer {
  status: number
  headers: Readonly<Record<string, unknown>>
  text: string
  /** The page that it leads to. */
  location: string | null
}

export interface Visitor {
  origin: string
  cookies: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Answer>
}

/** Header by which a browser says that a form is of the same site. */
const OWN = { 'sec-fetch-site': 'same-origin' }

export function visitorOf(api: Pick<TestService, 'service'>, remoteAddress = '127.0.0.1'): Visitor {
  const origin = api.service.consoleOrigin ?? ''
  const cookies = new Map<string, string>()
  async function send(
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    payload?: string,
  ): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const reply = await api.service.app.inject({
      ...{ method, url, remoteAddress },
      headers: { host: new URL(origin).host, ...(cookie === '' ? {} : { cookie }), ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
    for (const { name, value, maxAge } of reply.cookies) {
      if (maxAge === 0) cookies.delete(name)
      else cookies.set(name, value)
    }
    if (String(reply.headers['content-type']).startsWith('text/html')) assertHtml(reply.body, url)
    const { location } = reply.headers
    return { status: reply.statusCode, headers: reply.headers, text: reply.body, location: location ?? null }
  }
  return {
    origin,
    cookies,
    get: (path, headers = {}) => send('GET', path, headers),
    post: (path, form, headers = OWN) =>
      send(
        'POST',
        path,
        { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        new URLSearchParams(form).toString(),
      ),
  }
}

/** Every page is HTML without an error of the parser. */
function assertHtml(text: string, name: string): void {
  const errors: string[] = []
  parse(text, {
    sourceCodeLocationInfo: true,
    onParseError: ({ code, startLine }) => errors.push(`${code} in line ${startLine}`),
  })
  assert.deepEqual(errors, [], name)
}

/** The code of a link, which stands behind "#". */
export function codeOf({ path }: { path: string }): string {
  return path.replace(/^.*#/, '')
}

/** Signs in with a link. */
export async function enter(api: TestService, link: { path: string }): Promise<Visitor> {
  const visitor = visitorOf(api)
  const answer = await visitor.post('/console/enter', { code: codeOf(link) })
  assert.equal(answer.status, 303, answer.text)
  return visitor
}

/** Signs in the demo operator. */
export async function demoOperator(api: TestService): Promise<Visitor> {
  return enter(api, await makeDemoLink(api.ctx()))
}

/** Begins a session of a user without a passkey: what a sign-in does is tested where a browser has one. */
export async function signedIn(api: Pick<TestService, 'service' | 'ctx'>, name: string): Promise<Visitor> {
  const { platform } = api.service
  const user = await userByName(platform.pool, name)
  assert.ok(user !== undefined, name)
  const { token } = await withTransaction(platform.pool, (tx) =>
    beginSession(api.ctx(), tx, { user, method: 'PASSKEY', proof: newId() }),
  )
  const visitor = visitorOf(api)
  visitor.cookies.set(`saatava-session-${new URL(visitor.origin).port}`, token)
  return visitor
}
