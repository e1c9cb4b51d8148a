/**
 * The client: where the service is, and who calls. It is an object without members that hold the token, so neither
 * `console.log` nor JSON shows it; the functions of the areas find what they need by the object.
 */
import type { SaatavaError } from './errors.ts'

export const VERSION = '0.1.0'

const TIMEOUT_MS = 60_000
const RETRIES = 2
/** A header holds no other characters, and the platform's error would repeat the token. */
const TOKEN = /^[\x21-\x7e]+$/

export interface RequestInfo {
  /** "POST /invoice": the operation as the reference names it; it holds no identifier. */
  operation: string
  method: string
  url: string
  /** 0 for the first try. */
  attempt: number
  idempotencyKey: string | undefined
}

export interface ResponseInfo extends RequestInfo {
  ms: number
  status: number | undefined
  requestId: string | undefined
  /** Why there was no success. */
  error: SaatavaError | undefined
}

export interface ClientOptions {
  /** The access token, or a function that reads it for each request. */
  token: string | (() => string | Promise<string>)
  /** Address of the service, such as https://saatava.example.com. */
  baseUrl: string
  /** Time for one try; default 60 000. */
  timeoutMs?: number | undefined
  /** Tries after the first; default 2. */
  retries?: number | undefined
  /** Headers of every request. */
  headers?: Record<string, string> | undefined
  /** Another `fetch`, for example one that goes through a proxy. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined
  /** Renews the token before it expires: `autoRenew({ store })`. */
  renew?: Renewal | undefined
  onRequest?: ((request: RequestInfo) => void) | undefined
  onResponse?: ((response: ResponseInfo) => void) | undefined
  /** Tokens are secrets: a page in a browser shows them to everybody who opens it. */
  allowBrowser?: boolean | undefined
}

/** Keeps the token of a client fresh; see `autoRenew`. */
export interface Renewal {
  /** Renews when it is time, and at once where a token was refused. Returns true when there is another token than that. */
  check(client: Client, state: ClientState, refused?: string): Promise<boolean>
}

export interface Client {
  readonly baseUrl: string
}

export interface ClientState {
  timeoutMs: number
  retries: number
  headers: Record<string, string>
  fetch: (url: string, init: RequestInit) => Promise<Response>
  renew: Renewal | undefined
  onRequest: ((request: RequestInfo) => void) | undefined
  onResponse: ((response: ResponseInfo) => void) | undefined
  token(): Promise<string>
  /** Uses this token from now on. */
  setToken(token: string): void
}

const STATES = /* @__PURE__ */ new WeakMap<Client, ClientState>()

/** Makes a client. It sends nothing yet. @throws TypeError for an option that cannot be */
export function createClient(options: ClientOptions): Client {
  const { token, baseUrl, allowBrowser = false, fetch = globalThis.fetch } = options
  const isBrowser = 'document' in globalThis && 'window' in globalThis
  if (isBrowser && !allowBrowser)
    throw new TypeError('An access token is a secret. Use saatava-client on a server, or set allowBrowser: true.')
  let current = token
  const client: Client = Object.freeze({ baseUrl: addressOf(baseUrl) })
  STATES.set(client, {
    ...{ timeoutMs: options.timeoutMs ?? TIMEOUT_MS, retries: options.retries ?? RETRIES },
    ...{ headers: options.headers ?? {}, renew: options.renew },
    ...{ onRequest: options.onRequest, onResponse: options.onResponse },
    fetch: (url, init) => fetch(url, init),
    token: async () => checked(typeof current === 'string' ? current : await current()),
    setToken: (text) => void (current = checked(text)),
  })
  if (typeof token === 'string') checked(token)
  return client
}

export function stateOf(client: Client): ClientState {
  const state = STATES.get(client)
  if (state === undefined) throw new TypeError('The first argument must be a client, made by createClient.')
  return state
}

/** Returns a client with the same token that does not renew it. */
export function withoutRenewal(client: Client): Client {
  const own: Client = Object.freeze({ baseUrl: client.baseUrl })
  STATES.set(own, { ...stateOf(client), renew: undefined })
  return own
}

function checked(token: unknown): string {
  const text = typeof token === 'string' ? token.trim() : ''
  if (!TOKEN.test(text)) throw new TypeError('The token must be text, without spaces or line breaks in it.')
  return text
}

function addressOf(baseUrl: string): string {
  if (!/^https?:\/\/[^/?#]/.test(baseUrl)) throw new TypeError('baseUrl must begin with https:// or http://.')
  return baseUrl.replace(/\/+$/, '')
}
