/** The three kinds of exchange, each with a partner who can see and write what its other side holds. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import Fastify from 'fastify'
import type { DropLog } from '../../../src/drops/answer-files.ts'
import type { Exchange } from '../../../src/drops/exchange.ts'
import { type ExchangeOptions, openExchange } from '../../../src/drops/open-exchange.ts'
import { PASSWORD, type SftpServer, USER, startSftpServer } from './sftp-server.ts'

export const never = new AbortController().signal

export interface World {
  exchange: Exchange
  url: string
  options: ExchangeOptions
  /** The exchange as it lies on the partner's disk: out/, in/. */
  root: string
  /** The server of an exchange over SFTP. */
  server?: SftpServer
}

/** A log that keeps its lines. */
export function memoryLog(): DropLog & { lines: { details: object; message: string }[] } {
  const lines: { details: object; message: string }[] = []
  const note = (details: object, message: string) => void lines.push({ details, message })
  return { lines, warn: note, error: note }
}

function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'exchange-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function folderWorld(context: TestContext, changes: Partial<ExchangeOptions> = {}): Promise<World> {
  const root = temporaryFolder(context)
  return Promise.resolve(opened(context, pathToFileURL(root).href, { label: 'the partner', ...changes }, root))
}

export async function sftpWorld(context: TestContext, changes: Partial<ExchangeOptions> = {}): Promise<World> {
  const root = temporaryFolder(context)
  const server = await startSftpServer(root)
  context.after(() => server.close())
  const url = `sftp://${USER}@127.0.0.1:${server.port}/`
  const options = { label: 'the partner', password: PASSWORD, hostFingerprint: server.fingerprint, ...changes }
  return { ...opened(context, url, options, root), server }
}

/** Its other side is a plain server over a folder, written from the protocol's description alone. */
export async function httpWorld(context: TestContext, changes: Partial<ExchangeOptions> = {}): Promise<World> {
  const root = temporaryFolder(context)
  const at = (...names: string[]) => join(root, ...names)
  for (const folder of ['out', 'out/done', 'in', 'in/done', 'in/bad']) mkdirSync(at(folder), { recursive: true })
  const app = Fastify({ forceCloseConnections: true, bodyLimit: 100_000_000 })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization !== 'Bearer right') await reply.code(401).send({ code: 'KEY', message: 'No.' })
  })
  app.put<{ Params: { name: string } }>('/drop/out/:name', (request, reply) => {
    const places = [at('out', request.params.name), at('out/done', request.params.name)]
    const there = places.find((place) => existsSync(place))
    if (there !== undefined) {
      return reply.code(readFileSync(there).equals(request.body as Buffer) ? 200 : 409).send({})
    }
    writeFileSync(at('out', request.params.name), request.body as Buffer)
    return reply.code(201).send({})
  })
  app.get<{ Params: { side: string; name: string } }>('/drop/:side/:name', (request, reply) => {
    const place = at(request.params.side, request.params.name)
    return existsSync(place) ? reply.send(readFileSync(place)) : reply.code(404).send({})
  })
  app.get<{ Querystring: { after: string; max: string } }>('/drop/in', (request) => {
    const names = readdirSync(at('in')).filter((name) => lstatSync(at('in', name)).isFile() && !name.startsWith('.'))
    const { after, max } = request.query
    return {
      files: names
        .toSorted()
        .filter((name) => name > after)
        .slice(0, Number(max)),
    }
  })
  const moved = (name: string, to: string) =>
    existsSync(at('in', name)) && renameSync(at('in', name), at('in', to, name))
  app.delete<{ Params: { name: string } }>('/drop/in/:name', (request, reply) => {
    moved(request.params.name, 'done')
    return reply.code(204).send()
  })
  app.post<{ Params: { name: string } }>('/drop/in/:name/bad', (request, reply) => {
    moved(request.params.name, 'bad')
    return reply.code(204).send()
  })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  context.after(() => app.close())
  return opened(context, `${origin}/drop/`, { label: 'the partner', token: 'right', ...changes }, root)
}

function opened(context: TestContext, url: string, options: ExchangeOptions, root: string): World {
  const exchange = openExchange(url, options)
  context.after(() => exchange.close())
  return { exchange, url, options, root }
}

export const WORLDS = { folder: folderWorld, sftp: sftpWorld, http: httpWorld }
