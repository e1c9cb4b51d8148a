/**
 * Notes which function of saatava-client reaches which operation of the API, and holds each answer to the description of
 * the operation. The functions are called one after the other.
 */
import assert from 'node:assert/strict'
import * as sdk from '../../../packages/client/src/index.ts'
import { checker } from '../answer-check.ts'

/** Functions that ask nothing of the service. */
const WITHOUT_OPERATION = ['webhooks.verify', 'webhooks.eventsOf']

type Areas = typeof sdk
type AreaName = {
  [N in keyof Areas]: Areas[N] extends object ? (Areas[N] extends (...input: never[]) => unknown ? never : N) : never
}[keyof Areas]

export interface Reached {
  /** The functions of the client by area, which note their calls. */
  areas: Pick<Areas, AreaName>
  /** All functions that ask the service, "invoices.submit". */
  functions: string[]
  /** The functions that have reached an operation, "POST /api/v1/partner/invoice". */
  byOperation: Map<string, Set<string>>
  /** Answers that are not as described, and refusals. */
  failures: string[]
  client(token: string, options?: Partial<sdk.ClientOptions>): sdk.Client
}

/** @param refused operations that may be refused here, since nothing in a test can fulfil them */
export async function reachedAt(origin: string, refused: readonly string[]): Promise<Reached> {
  const document = (await (await fetch(`${origin}/openapi.json`)).json()) as { paths: Record<string, object> }
  const paths = Object.keys(document.paths)
  const check = await checker(origin)
  const byOperation = new Map<string, Set<string>>()
  const failures: string[] = []
  let current = ''

  const watched = async (url: string, init: RequestInit): Promise<Response> => {
    const name = current
    const response = await fetch(url, init)
    const path = new URL(url).pathname
    const template =
      paths.find((one) => one === path) ??
      paths.find((one) => new RegExp(`^${one.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)) ??
      assert.fail(`${path} is not described`)
    const operation = `${init.method} ${template}`
    byOperation.set(operation, (byOperation.get(operation) ?? new Set()).add(name))
    const mediaType = response.headers.get('content-type')
    const bodies = await bodiesOf(response.clone(), mediaType ?? '')
    for (const body of bodies)
      try {
        check({ method: init.method ?? '', path, status: response.status, mediaType, body })
      } catch (error) {
        failures.push((error as Error).message)
      }
    if (!response.ok && !refused.includes(operation))
      failures.push(`${operation}: ${response.status} ${JSON.stringify(bodies)}`)
    return response
  }

  const functions: string[] = []
  const areas = Object.fromEntries(
    Object.entries(sdk).flatMap(([area, members]) => {
      if (typeof members !== 'object') return []
      const noting = Object.entries(members).map(([name, run]) => {
        const full = `${area}.${name}`
        if (!WITHOUT_OPERATION.includes(full)) functions.push(full)
        const note = (...input: unknown[]): unknown => {
          current = full
          return (run as (...input: unknown[]) => unknown)(...input)
        }
        return [name, note]
      })
      return [[area, Object.fromEntries(noting)]]
    }),
  ) as Reached['areas']
  return {
    ...{ areas, functions, byOperation, failures },
    client: (token, options) => sdk.createClient({ token, baseUrl: origin, fetch: watched, retries: 0, ...options }),
  }
}

/** The JSON of an answer, or that of each of its lines; undefined for a file. */
async function bodiesOf(response: Response, mediaType: string): Promise<unknown[]> {
  if (!/json(?:;|$)/.test(mediaType)) return [undefined]
  const text = await response.text()
  const texts = mediaType.includes('ndjson') ? text.trimEnd().split('\n') : [text]
  return texts.map((one) => JSON.parse(one) as unknown)
}
