/**
 * The real service, in this process, on a free port and a separate database. Tests speak to it over HTTP as partners do;
 * `pool` looks behind it, to see what is stored.
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import { createPartner } from '../../src/onboarding/create-partner.ts'
import { type Config, readConfig } from '../../src/config/config.ts'
import type { Ctx } from '../../src/platform/context.ts'
import { closePool, isDatabaseUnavailable } from '../../src/platform/database.ts'
import type { Fault } from '../../src/platform/errors.ts'
import { type Service, startService } from '../../src/service.ts'
import { answerCheck } from './answer-check.ts'
import { newClientBody } from './bodies.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { strangeAudit, strangeEvents } from './strange-entries.ts'
import { strangeTasks } from './strange-tasks.ts'

export interface Request {
  token?: string | undefined
  /** Text and bytes are sent as they are, anything else as JSON. */
  body?: unknown
  headers?: Record<string, string>
}

export interface Reply<T> {
  status: number
  headers: Headers
  body: T
  text: string
}

/** Body of an answer that is not a success. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  instance: string
  requestId: string
  errors?: Fault[]
  isValid?: boolean
  message?: string
  clientIdentifier?: number
}

export interface TestPartner {
  partnerId: number
  partnerCode: string
  provisioningToken: string
}

export interface TestClient {
  clientIdentifier: number
  token: string
}

export interface TestService {
  service: Service
  origin: string
  config: Config
  databaseUrl: string
  /** URL of the superuser, who sees the rows of all clients. */
  ownerUrl: string
  /** A way to the database beside the service. */
  pool: Pool
  call<T = Problem>(method: string, path: string, request?: Request): Promise<Reply<T>>
  createPartner(): Promise<TestPartner>
  /** A client of a new partner, unless a partner is given. */
  createClient(partner?: TestPartner): Promise<TestClient>
  /** Moves the service's clock, and what it takes for the machine's; 0 is now. */
  shiftClock(ms: number): void
  ctx(): Ctx
  stop(): Promise<void>
}

export interface TestServiceOptions {
  /** A second instance on the database of this one. */
  beside?: TestService
  /** The test writes events of types that it makes up. */
  ownEvents?: boolean
  /** Another way to the same database, for example through a proxy. */
  databaseUrl?(url: string): Promise<string>
}

let partners = 0

export async function testService(
  overrides: Partial<Config> = {},
  options: TestServiceOptions = {},
): Promise<TestService> {
  const database: TestDatabase = options.beside
    ? { url: options.beside.databaseUrl, ownerUrl: options.beside.ownerUrl, drop: () => Promise.resolve() }
    : await testDatabase()
  const dataDir = options.beside?.config.dataDir ?? (await mkdtemp(join(tmpdir(), 'saatava-api-')))
  const config: Config = {
    ...readConfig({
      SAATAVA_ENV: 'sandbox',
      DEMO: 'off',
      LOG_LEVEL: 'silent',
      PORT: '0',
      DATA_DIR: dataDir,
      SIMULATED_BANK: 'off',
    }),
    databaseUrl: database.url,
    databaseOwnerUrl: database.ownerUrl,
    rateLimitPerSecond: 1_000_000,
    rateLimitBurst: 1_000_000,
    wrongTokensPerMinute: 1_000_000,
    // Each connection reads the catalogue and plans its statements again: six are enough for one test.
    databasePoolMax: 6,
    ...overrides,
  }
  const service = await startService(config, (await options.databaseUrl?.(database.url)) ?? database.url)
  const pool = new Pool({ connectionString: database.ownerUrl, max: 4 })
  const call = caller(service.origin)
  const ctx = (): Ctx => ({
    platform: service.platform,
    log: service.platform.log,
    requestId: 'test',
    actor: 'system:test',
  })
  const newPartner = () => createPartner(ctx(), { code: `P${process.pid}_${++partners}`, name: 'Partner' })
  return {
    service,
    origin: service.origin,
    config,
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    pool,
    call,
    createPartner: newPartner,
    async createClient(partner) {
      const { partnerCode, provisioningToken } = partner ?? (await newPartner())
      const body = newClientBody(partnerCode)
      const reply = await call<{ clientIdentifier: number; apiAccessToken: string }>('POST', '/api/v1/partner/client', {
        token: provisioningToken,
        body,
      })
      if (reply.status !== 200) throw new Error(`no client was created: ${reply.text}`)
      return { clientIdentifier: reply.body.clientIdentifier, token: reply.body.apiAccessToken }
    },
    shiftClock(ms) {
      const now = () => new Date(Date.now() + ms)
      service.platform.clock = { now, real: now }
    },
    ctx,
    async stop() {
      await service.stop()
      // Every event and audit entry that a test has caused is one of the catalogues', and every task has its cause. An instance
      // beside another has its database.
      const strange = options.beside ? [] : await strangeAudit(pool).catch(noneIfGone)
      if (!options.beside) strange.push(...(await strangeTasks(pool).catch(noneIfGone)))
      if (!options.ownEvents && !options.beside) strange.push(...(await strangeEvents(pool).catch(noneIfGone)))
      await closePool(pool)
      await database.drop()
      if (!options.beside) await rm(dataDir, { recursive: true, force: true })
      assert.deepEqual(strange, [])
    },
  }
}

/** A test may have taken its database away: then nobody can be asked. */
function noneIfGone(error: unknown): string[] {
  if (isDatabaseUnavailable(error)) return []
  throw error
}

function caller(origin: string): TestService['call'] {
  const check = answerCheck(origin)
  return async <T>(method: string, path: string, { token, body, headers }: Request = {}): Promise<Reply<T>> => {
    const raw = typeof body === 'string' || body instanceof Uint8Array
    const payload = raw ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body)
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { 'x-api-key': token }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: payload }),
    })
    const text = await response.text()
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '')
    const { status } = response
    const answer = isJson && text !== '' ? (JSON.parse(text) as unknown) : undefined
    await check?.({ method, path, status, mediaType: response.headers.get('content-type'), body: answer })
    return { status, headers: response.headers, body: answer as T, text }
  }
}
