/** A call is a promise of the answer's data. It can also give the whole response, or the response unread. */
import type { Client } from './client.ts'
import type { Operations } from '../generated/api.ts'
import { type Answered, type CallOptions, type Sent, send } from './send.ts'

export type Operation = keyof Operations
type Parts<O extends Operation> = Operations[O]

/** The parts of the path, the query and the body of an operation in one object. */
export type Input<O extends Operation> = Parts<O>['path'] & Parts<O>['query'] & Parts<O>['body']
export type Answer<O extends Operation> = Parts<O>['answer']

export interface Call<T> extends Promise<T> {
  /** The data with the response: its status, its headers and the id of the request. */
  withResponse(): Promise<Answered<T>>
  /** The response with its body unread. Ask for it at once, before anything is awaited. */
  raw(): Promise<Response>
}

export interface How {
  /** The rest of the input goes into the query, and there is no body. */
  bare?: true
  once?: true
}

const METHODS_WITHOUT_BODY = ['GET', 'DELETE']

export function call<O extends Operation>(
  client: Client,
  operation: O,
  input: object,
  options: CallOptions = {},
  how: How = {},
): Call<Answer<O>> {
  return asCall<Answer<O>>((raw) =>
    send(client, sentOf(client, operation, input, how), options, raw ? unread<Answer<O>> : readJson<Answer<O>>),
  )
}

/** A call whose answer is a file: it is given as the response, unread. */
export function file(client: Client, operation: Operation, input: object, options: CallOptions = {}): Call<Response> {
  return asCall<Response>(() =>
    send(client, { ...sentOf(client, operation, input, {}), accept: '*/*' }, options, async (response) => response),
  )
}

/** The request begins in the next microtask, so that `raw()` still can say that nobody reads the body here. */
function asCall<T>(run: (raw: boolean) => Promise<Answered<T>>): Call<T> {
  let raw = false
  const answered = Promise.resolve().then(() => run(raw))
  const data = answered.then((answer) => answer.data)
  // A caller that asks for the response hears of the failure there.
  const instead = <R>(result: Promise<R>): Promise<R> => {
    data.catch(() => undefined)
    return result
  }
  return Object.assign(data, {
    withResponse: () => instead(answered),
    raw: () => {
      raw = true
      return instead(answered.then(({ response }) => response))
    },
  })
}

async function unread<T>(): Promise<T> {
  return undefined as T
}

async function readJson<T>(response: Response): Promise<T> {
  const text = await response.text()
  if (text === '') return undefined as T
  try {
    return JSON.parse(text) as T
  } catch {
    // The parser's own words repeat a part of the answer, which may be a token.
    throw new Error('the answer is not whole JSON')
  }
}

/** The request of an operation, "POST /debtors/{debtorId}": parts of the path, then the query or the body. */
function sentOf(client: Client, operation: Operation, input: object, how: How): Sent {
  const [method = '', template = ''] = operation.split(' ')
  const rest: Record<string, unknown> = { ...input }
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '')
      throw new TypeError(`${operation} needs ${name}.`)
    return encodeURIComponent(value)
  })
  const base = path.startsWith('/v2/') ? `/api/v2/partner${path.slice(3)}` : `/api/v1/partner${path}`
  const bare = how.bare === true || METHODS_WITHOUT_BODY.includes(method)
  const url = `${client.baseUrl}${base}${bare ? queryOf(rest) : ''}`
  return { operation, method, url, body: bare ? undefined : JSON.stringify(rest), once: how.once }
}

function queryOf(parameters: Record<string, unknown>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null)
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
  return given.length === 0 ? '' : `?${query.toString()}`
}
