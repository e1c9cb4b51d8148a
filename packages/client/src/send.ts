/**
 * One call: tries, waits and tries again. The address, the body and the Idempotency-Key are made once, so every try sends
 * the same bytes. A try counts as answered only when its body has been read to the end.
 */
import { type Client, type ClientState, type RequestInfo, VERSION, stateOf } from './client.ts'
import { ConnectionError, type Problem, SaatavaError, TimeoutError, errorOf, isTransient } from './errors.ts'
import { delayMs, retryAfterMsOf, sleep } from './retry.ts'
import { uuid7 } from './uuid.ts'

/** A service that asks for more is not waited for: the caller is busy with other things by then. */
const WAIT_MS_MAX = 60_000

export interface CallOptions {
  /** Ends the call; the promise rejects with the reason of the signal. */
  signal?: AbortSignal | undefined
  /** Time for one try. */
  timeoutMs?: number | undefined
  /** Tries after the first. */
  retries?: number | undefined
  /** Your own key for a write, for example one that outlives a restart. Without it the client makes one for each call. */
  idempotencyKey?: string | undefined
  headers?: Record<string, string> | undefined
}

export interface Answered<T> {
  data: T
  response: Response
  requestId: string | undefined
}

export interface Sent {
  operation: string
  method: string
  url: string
  body?: string | undefined
  contentType?: string | undefined
  accept?: string | undefined
  /** Nothing makes a second time harmless: only an answer that says "not done" is tried again. */
  once?: boolean | undefined
}

type Read<T> = (response: Response) => Promise<T>

export async function send<T>(client: Client, sent: Sent, options: CallOptions, read: Read<T>): Promise<Answered<T>> {
  const state = stateOf(client)
  const { signal, retries = state.retries } = options
  const writes = sent.method !== 'GET'
  const key = writes ? (options.idempotencyKey ?? uuid7()) : undefined
  const headers = {
    accept: sent.accept ?? 'application/json',
    'user-agent': `saatava-client/${VERSION}`,
    ...(sent.body === undefined ? {} : { 'content-type': sent.contentType ?? 'application/json' }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...state.headers,
    ...options.headers,
  }
  await state.renew?.check(client, state)
  let renewed = false
  for (let tried = 0, attempt = 0; ; attempt++) {
    const { operation, method, url } = sent
    const info: RequestInfo = { operation, method, url, attempt, idempotencyKey: key }
    signal?.throwIfAborted()
    const token = await state.token()
    try {
      return await oneTry(state, sent, info, { ...headers, 'x-api-key': token }, options, read)
    } catch (error) {
      if (!(error instanceof SaatavaError)) throw error
      if (error.status === 401 && !renewed && state.renew !== undefined) {
        renewed = true
        if (await state.renew.check(client, state, token)) continue
      }
      if (!error.retryable || tried >= retries || (error.retryAfterMs ?? 0) > WAIT_MS_MAX) throw error
      await sleep(delayMs(tried++, error.retryAfterMs), signal)
    }
  }
}

async function oneTry<T>(
  state: ClientState,
  sent: Sent,
  info: RequestInfo,
  headers: Record<string, string> & { 'x-api-key': string },
  options: CallOptions,
  read: Read<T>,
): Promise<Answered<T>> {
  const { signal, timeoutMs = state.timeoutMs } = options
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), timeoutMs)
  const began = Date.now()
  let response: Response | undefined
  const done = (error?: SaatavaError) => {
    const requestId = response === undefined ? undefined : requestIdOf(response)
    state.onResponse?.({ ...info, ms: Date.now() - began, status: response?.status, requestId, error })
  }
  state.onRequest?.(info)
  try {
    response = await state.fetch(sent.url, {
      method: sent.method,
      headers,
      // A redirect would take the token to another place.
      redirect: 'manual',
      signal: signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]),
      ...(sent.body === undefined ? {} : { body: sent.body }),
    })
    if (!isSuccess(response)) throw await refusal(response, sent)
    const data = await read(response)
    done()
    return { data, response, requestId: requestIdOf(response) }
  } catch (caught) {
    if (signal?.aborted === true) throw signal.reason
    const error =
      caught instanceof SaatavaError ? caught : unanswered(caught, late.signal.aborted, sent, headers['x-api-key'])
    done(error)
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** 304 answers a request that names what the caller has. */
function isSuccess({ ok, status }: Response): boolean {
  return ok || status === 304
}

async function refusal(response: Response, { once = false }: Sent): Promise<SaatavaError> {
  const { status } = response
  const requestId = requestIdOf(response)
  if (status < 400)
    return new ConnectionError('The service answered with a redirect, which is not followed. Check baseUrl.', {
      ...{ code: 'REDIRECT', status, requestId, response, retryable: false },
    })
  const retryAfterMs = retryAfterMsOf(response.headers)
  const retryable = once ? status === 429 : isTransient(status, retryAfterMs)
  return errorOf({ status, requestId, retryable, retryAfterMs, response, problem: await problemOf(response) })
}

/** A proxy may answer with anything, or break off. */
async function problemOf(response: Response): Promise<Problem> {
  try {
    const value: unknown = JSON.parse(await response.text())
    return typeof value === 'object' && value !== null ? (value as Problem) : {}
  } catch {
    return {}
  }
}

/** The error below may hold the request with its token, so only its words are kept. */
function unanswered(caught: unknown, late: boolean, { once = false }: Sent, token: string): SaatavaError {
  const parts = { retryable: !once }
  if (late) return new TimeoutError('The service did not answer in time.', { ...parts, code: 'TIMEOUT' })
  const { message = '', code, cause } = caught as { message?: string; code?: string; cause?: { code?: string } }
  const words = [message, cause?.code ?? code].filter(Boolean).join(', ').replaceAll(token, '…')
  return new ConnectionError(`There was no whole answer (${words}).`, { ...parts, code: 'CONNECTION' })
}

function requestIdOf(response: Response): string | undefined {
  return response.headers.get('x-request-id') ?? undefined
}
