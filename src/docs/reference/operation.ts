/** One operation: what it is for, what goes in, and every answer with its example. */
import { csharpRequest } from '../examples/csharp.ts'
import { curlRequest } from '../examples/curl.ts'
import { pythonRequest } from '../examples/python.ts'
import type { Request } from '../examples/request.ts'
import { sdkFunctionOf } from '../examples/sdk-functions.ts'
import { typescriptRequest } from '../examples/typescript.ts'
import { escapeHtml } from '../highlight.ts'
import { codeHtml, tabsHtml } from '../tabs.ts'
import type { Document, Operation, Parameter, Placed } from './document.ts'
import { tableOf, typeOf, wordsOf } from './schema-table.ts'

export function anchor(id: string): string {
  return ` <a class="anchor" href="#${id}" aria-label="Link to this section">#</a>`
}

/** @param number of the operation on its page */
export function operationHtml(placed: Placed, document: Document, number: number): string {
  const { method, path, operation } = placed
  const { operationId: id, summary, description, deprecated } = operation
  return `<section class="operation" aria-labelledby="${id}">
<h2 id="${id}">${escapeHtml(summary)}${anchor(id)}</h2>
<p class="call"><span class="method ${method.toLowerCase()}">${method}</span> <code>${escapeHtml(path)}</code>${deprecated === true ? ' <span class="req">deprecated</span>' : ''}</p>
<p>${wordsOf(description)}</p>
<p class="facts">${factsOf(operation)}</p>
${parametersHtml(operation, document)}${requestHtml(operation)}${exampleHtml(placed, document, number)}${answersHtml(operation)}</section>
`
}

const TOKENS: Record<string, string> = {
  clientToken: 'client access token',
  provisioningToken: 'provisioning token',
  operatorToken: 'operator token',
}

function tokensOf({ security }: Operation): string[] {
  return security.flatMap((one) => Object.keys(one))
}

function factsOf(operation: Operation): string {
  const tokens = tokensOf(operation).map((name) => TOKENS[name] ?? name)
  const permission = operation['x-permission']
  return [
    `Operation <code>${operation.operationId}</code>`,
    tokens.length === 0 ? 'no token' : tokens.join(' or '),
    ...(permission === undefined ? [] : [`permission <code>${permission}</code>`]),
  ].join(' · ')
}

function resolved(parameter: Parameter, { components }: Document): Parameter {
  return components.parameters[parameter.$ref?.split('/').at(-1) ?? ''] ?? parameter
}

function parametersHtml({ operationId, parameters = [] }: Operation, document: Document): string {
  // The header of the request's own id is the same everywhere; the page of the overview explains it.
  const shown = parameters.map((one) => resolved(one, document)).filter(({ name }) => name !== 'X-Request-Id')
  if (shown.length === 0) return ''
  const lines = shown.map(({ name, in: place, required, schema, description }) => {
    const mark = required === true ? ' <span class="req">required</span>' : ''
    return `<tr><td><code>${escapeHtml(name)}</code>${mark}</td><td>${place}</td><td>${typeOf(schema)}</td><td>${wordsOf(description)}</td></tr>`
  })
  return `<h3 id="${operationId}-parameters">Parameters</h3>\n${tableOf(['Name', 'Place', 'Type', 'Meaning'], lines)}`
}

function requestHtml({ operationId, requestBody }: Operation): string {
  const bodies = Object.entries(requestBody?.content ?? {})
  if (bodies.length === 0) return ''
  const types = bodies.map(([type, { schema = {} }]) => `<code>${type}</code>: ${typeOf(schema)}`).join('; ')
  const [, ...others] = bodies.flatMap(([, { examples = {} }]) => Object.entries(examples))
  const more = others.map(([title, { value }]) => example(`Another request: ${title}`, value)).join('')
  return `<h3 id="${operationId}-body">Body</h3>\n<p>${types}</p>${more}`
}

/** The operation's example as a command and as code. */
function exampleHtml({ method, path, operation }: Placed, document: Document, number: number): string {
  const parameters = (operation.parameters ?? []).map((one) => resolved(one, document))
  const filled = parameters
    .filter(({ in: place }) => place === 'path')
    .reduce((text, { name, example }) => text.replace(`{${name}}`, String(example)), path)
  const query = parameters
    .filter(({ in: place, example }) => place === 'query' && example !== undefined)
    .map(({ name, example }) => `${name}=${String(example)}`)
  const [body] = Object.entries(operation.requestBody?.content ?? {})
  const value = Object.values(body?.[1].examples ?? {})[0]?.value
  const [token] = tokensOf(operation)
  if (token === 'operatorToken' || (body !== undefined && body[0] !== 'application/json')) return ''
  const request: Request = {
    ...{ method, path: query.length === 0 ? filled : `${filled}?${query.join('&')}`, headers: [] },
    token: token === undefined ? undefined : token === 'provisioningToken' ? 'PROVISIONING_TOKEN' : 'TOKEN',
    body: value === undefined ? undefined : JSON.stringify(value, undefined, 2),
    ...{ savesTo: undefined, sets: undefined, showsHeaders: false },
  }
  return tabsHtml(
    [
      { title: 'curl', language: 'sh', code: curlRequest(request) },
      ...(sdkFunctionOf(request) === undefined
        ? []
        : [{ title: 'TypeScript' as const, language: 'ts', code: typescriptRequest(request) }]),
      { title: 'C#', language: 'csharp', code: csharpRequest(request) },
      { title: 'Python', language: 'python', code: pythonRequest(request) },
    ],
    number,
  )
}

function answersHtml({ operationId, responses }: Operation): string {
  const answers = Object.entries(responses).map(([status, { description, content = {} }]) => {
    const [media] = Object.values(content)
    const types = Object.entries(content).map(([type, { schema }]) => {
      const isNamed = schema !== undefined && !type.startsWith('application/problem')
      return `<code>${type}</code>${isNamed ? `: ${typeOf(schema)}` : ''}`
    })
    const head = `<code>${status}</code> ${wordsOf(description)}`
    const shown = Object.values(media?.examples ?? {})[0]?.value
    const inner = `${types.length === 0 ? '' : `<p>${types.join(', ')}</p>`}${shown === undefined ? '' : json(shown)}`
    if (inner === '') return `<p class="answer">${head}</p>`
    return `<details class="answer"${status.startsWith('2') ? ' open' : ''}><summary>${head}</summary>${inner}</details>`
  })
  return `<h3 id="${operationId}-answers">Answers</h3>\n${answers.join('\n')}`
}

function example(title: string, value: unknown): string {
  return `<details class="answer"><summary>${escapeHtml(title)}</summary>${json(value)}</details>`
}

export function json(value: unknown): string {
  return codeHtml(JSON.stringify(value, undefined, 2), 'json')
}
