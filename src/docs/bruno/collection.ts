/**
 * The collection for Bruno, made of the OpenAPI description: a folder for each area, a request for each operation with its
 * example, and an environment for the address and the tokens. The format is OpenCollection 1.0.0, one YAML file a request.
 */
import { type Document, type Operation, type Parameter, type Placed, operationsOf } from '../reference/document.ts'
import { type Yaml, yamlOf } from './yaml.ts'

const TOKENS: Record<string, { header: string; variable: string }> = {
  clientToken: { header: 'X-Api-Key', variable: 'token' },
  provisioningToken: { header: 'X-Api-Key', variable: 'provisioningToken' },
  operatorToken: { header: 'X-Operator-Token', variable: 'operatorToken' },
}

/** @param origin of the deployment. @returns the text of each file by its path in the collection */
export function brunoCollection(document: Document, origin: string): Map<string, string> {
  const files = new Map<string, string>()
  const add = (path: string, content: { readonly [name: string]: Yaml }) => files.set(path, yamlOf(content))
  add('opencollection.yml', {
    opencollection: '1.0.0',
    info: { name: 'Saatava Partner API', version: document.info.version },
    docs: {
      content: `Made of ${origin}/openapi.json. Choose an environment, and set its tokens.`,
      type: 'text/markdown',
    },
    bundled: false,
  })
  add('environments/Saatava.yml', {
    name: 'Saatava',
    variables: [
      { name: 'origin', value: origin },
      ...Object.values(TOKENS)
        .map(({ variable }) => variable)
        .map((name) => ({ name, value: '', secret: true })),
    ],
  })
  for (const [index, { name, description }] of document.tags.entries()) {
    const operations = operationsOf(document, name)
    if (operations.length === 0) continue
    add(`${name}/folder.yml`, {
      info: { name, type: 'folder', seq: index + 1 },
      docs: { content: description, type: 'text/markdown' },
    })
    for (const [seq, placed] of operations.entries())
      add(`${name}/${placed.operation.operationId}.yml`, requestOf(placed, document, seq + 1))
  }
  return files
}

function requestOf(
  { method, path, operation }: Placed,
  document: Document,
  seq: number,
): { readonly [name: string]: Yaml } {
  const { summary, description = '', operationId } = operation
  const parameters = (operation.parameters ?? [])
    .map((one) => document.components.parameters[one.$ref?.split('/').at(-1) ?? ''] ?? one)
    .filter(({ name }) => name !== 'X-Request-Id')
  const params = parameters.filter(({ in: place }) => place !== 'header').map(parameterOf)
  const headers = [
    ...tokenHeaders(operation),
    ...typeHeader(operation),
    ...parameters.filter(({ in: place }) => place === 'header').map(headerOf),
  ]
  return {
    info: { name: summary, type: 'http', seq, tags: [operationId] },
    http: {
      ...{ method, url: `{{origin}}${path.replaceAll(/\{(\w+)\}/g, ':$1')}${queryOf(parameters)}` },
      ...(params.length === 0 ? {} : { params }),
      ...(headers.length === 0 ? {} : { headers }),
      ...bodyOf(operation),
    },
    runtime: { assertions: [{ expression: 'res.status', operator: 'lt', value: '500' }] },
    docs: description === '' ? summary : description,
  }
}

/** Bruno sends the query that the address has. */
function queryOf(parameters: readonly Parameter[]): string {
  const given = parameters.filter(({ in: place, example }) => place === 'query' && example !== undefined)
  return given.length === 0 ? '' : `?${given.map(({ name, example }) => `${name}=${example}`).join('&')}`
}

function tokenHeaders({ security }: Operation): Yaml[] {
  const [name] = security.flatMap((one) => Object.keys(one))
  const token = TOKENS[name ?? '']
  return token === undefined ? [] : [{ name: token.header, value: `{{${token.variable}}}` }]
}

function parameterOf({ name, in: place, example, description }: Parameter): Yaml {
  return {
    ...{ name, value: String(example ?? ''), type: place },
    ...(description === undefined ? {} : { description }),
    ...(example === undefined ? { disabled: true } : {}),
  }
}

function headerOf({ name, example, description }: Parameter): Yaml {
  return { name, value: String(example ?? ''), ...(description === undefined ? {} : { description }), disabled: true }
}

/** Bruno names the type of JSON and of no other body. */
function typeHeader({ requestBody }: Operation): Yaml[] {
  const [type] = Object.keys(requestBody?.content ?? {})
  return type === undefined || type === 'application/json' ? [] : [{ name: 'Content-Type', value: type }]
}

/** The first example of the body. A file has none: Bruno asks for it. */
function bodyOf({ requestBody }: Operation): { readonly [name: string]: Yaml } {
  const [entry] = Object.entries(requestBody?.content ?? {})
  if (entry === undefined) return {}
  const [type, { examples = {} }] = entry
  const value = Object.values(examples)[0]?.value
  if (type === 'application/json') return { body: { type: 'json', data: JSON.stringify(value, undefined, 2) } }
  return { body: { type: 'text', data: value === undefined ? '' : JSON.stringify(value) } }
}
