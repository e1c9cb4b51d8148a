/**
 * An exchange over HTTP, our own small protocol, in JSON where there is a body that is not the file itself:
 * `PUT out/{name}` 201 taken, 200 the same is there, 409 another file has the name, 4xx `{code, message}` refused;
 * `GET out/{name}` what was put; `GET in?after={name}&max={n}` `{"files": […]}` by name; `GET in/{name}`;
 * `DELETE in/{name}` handled; `POST in/{name}/bad` cannot be read. Nothing is known of real operators' interfaces
 * [GAP]: who has another one puts a gateway before it, or writes a driver like this one.
 */
import type { Exchange } from './exchange.ts'
import { notNow } from './errors.ts'
import { type HttpDropAnswer, type HttpDropClientOptions, createHttpDropClient, jsonOf } from './http-client.ts'
import { problem, readProblem } from './http-problem.ts'

export interface HttpExchangeOptions extends HttpDropClientOptions {
  /** Without a slash at the end. */
  baseUrl: string
  /** Name of the other side in messages. */
  label: string
}

const PAGE_FILES = 1_000

export function createHttpExchange(options: HttpExchangeOptions): Exchange {
  const { baseUrl, label } = options
  const client = createHttpDropClient(options)
  const at = (side: 'out' | 'in', name: string) => `${baseUrl}/${side}/${encodeURIComponent(name)}`
  const read = async (url: string, signal: AbortSignal): Promise<HttpDropAnswer> => {
    const answer = await client.call('GET', url, undefined, signal).catch((error: unknown) => {
      throw readProblem(error)
    })
    if (answer.status !== 200 && answer.status !== 404) throw readProblem(problem(answer, label))
    return answer
  }
  const bytes = async (url: string, signal: AbortSignal) => {
    const answer = await read(url, signal)
    return answer.status === 404 ? null : answer.body
  }
  const names = async (after: string, max: number, signal: AbortSignal) => {
    const answer = await read(`${baseUrl}/in?after=${encodeURIComponent(after)}&max=${max}`, signal)
    const files = jsonOf(answer)?.['files']
    if (Array.isArray(files)) return files.filter((name) => typeof name === 'string')
    throw notNow('NOT_A_LIST', `${label} did not answer with a list of files.`, 'Saatava tries again automatically.')
  }
  return {
    async put(name, file, signal) {
      const answer = await client.call('PUT', at('out', name), file, signal)
      if (answer.status === 201) return 'CREATED'
      if (answer.status === 200) return 'SAME'
      if (answer.status === 409) return 'DIFFERS'
      throw problem(answer, label)
    },
    sent: (name, signal) => bytes(at('out', name), signal),
    async answers(max, signal) {
      const found: string[] = []
      while (found.length < max) {
        const page = await names(found.at(-1) ?? '', Math.min(max - found.length, PAGE_FILES), signal)
        if (page.length === 0) break
        found.push(...page)
      }
      return found.slice(0, max)
    },
    read: (name, signal) => bytes(at('in', name), signal),
    async archive(name, as, signal) {
      const url = as === 'done' ? at('in', name) : `${at('in', name)}/bad`
      const answer = await client.call(as === 'done' ? 'DELETE' : 'POST', url, undefined, signal).catch((error) => {
        throw readProblem(error)
      })
      if (answer.status >= 300 && answer.status !== 404) throw readProblem(problem(answer, label))
    },
    async probe(signal) {
      await names('', 1, signal)
      return label
    },
    close: () => client.close(),
  }
}
