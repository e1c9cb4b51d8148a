/** /openapi.json: made of the declarations of the routes, so that it says what the service does and nothing else. */
import { PERMISSIONS } from '../../permissions/permissions.ts'
import { AWAITED } from '../../platform/http/schema.ts'
import { CSV_TYPE } from '../../platform/http/csv.ts'
import type { AnyRouteSpec } from '../../platform/http/route.ts'
import { ANSWER_EXAMPLES } from './answers.ts'
import { eventsSchema } from './events-schema.ts'
import { HEADERS, PARAMETERS, headerRefs } from './headers.ts'
import { operatorPaths } from './operator-paths.ts'
import { FAULT, PROBLEM, problemsOf } from './problems.ts'
import { type Schema, openApiSchema } from './schema.ts'

const BASE = '/api/v1/partner'
const BASE_V2 = '/api/v2/partner'
/** The kind of token that calls, by the reach of the permission. */
const SECURITY: Record<'client' | 'partner' | 'either', Schema[]> = {
  client: [{ clientToken: [] }],
  partner: [{ provisioningToken: [] }],
  either: [{ clientToken: [] }, { provisioningToken: [] }],
}

export function openApiDocument(specs: readonly AnyRouteSpec[], version: string): Schema {
  const schemas: Record<string, Schema> = { Problem: PROBLEM, Fault: FAULT, Events: eventsSchema() }
  const paths: Record<string, Schema> = {}
  for (const spec of specs) {
    const path = spec.path.replaceAll(/:(\w+)/g, '{$1}')
    const item = (paths[path] ??= {})
    item[spec.method.toLowerCase()] = operation(spec, schemas, operationIdOf(spec, specs))
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Saatava Partner API',
      version,
      description: INTRODUCTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This deployment' }],
    tags: [...new Set(specs.map((spec) => spec.tag)), 'Operator', 'Health'].map((name) => ({ name })),
    paths: { ...paths, ...operatorPaths() },
    components: {
      schemas,
      parameters: PARAMETERS,
      headers: HEADERS,
      securitySchemes: {
        clientToken: apiKey('A client access token, from POST /client or GET /renew.'),
        provisioningToken: apiKey(
          'A partner’s provisioning token: it creates and corrects clients, issues their tokens, and follows the events of all.',
        ),
        operatorToken: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Operator-Token',
          description: 'OPERATOR_TOKEN of the service.',
        },
      },
    },
  }
}

const INTRODUCTION = `The CFIS partner API, self-hosted. The guides are at [/docs](/docs), the errors at [/docs/errors](/docs/errors).

In requests, \`null\` and \`""\` in an optional property mean "not given"; unknown fields are ignored and listed in \`warnings\`.
Parts that the published API does not have are marked *Saatava extension*.`

/** A list as CSV: the rows of the JSON, one a line; nested fields have names such as case.caseId. */
const CSV_CONTENT = { schema: { type: 'string' } }

function apiKey(description: string): Schema {
  return { type: 'apiKey', in: 'header', name: 'X-Api-Key', description }
}

/** "POST /accounting/ledger": how the tables of examples and errors name an operation. */
function keyOf(spec: AnyRouteSpec): string {
  return `${spec.method} ${spec.path.replace(BASE, '').replace(BASE_V2, '/v2')}`
}

/** postAccountingLedger, getRenew, getInvoiceDistributionV2 … */
/** If two operations differ only by what is in braces, the longer path names it. */
function operationIdOf(spec: AnyRouteSpec, specs: readonly AnyRouteSpec[]): string {
  const id = idOf(spec)
  const [, parameter = ''] = /:(\w+)$/.exec(spec.path) ?? []
  const shared = specs.some((other) => other !== spec && idOf(other) === id)
  return shared && parameter !== '' ? `${id}By${parameter[0]?.toUpperCase()}${parameter.slice(1)}` : id
}

function idOf(spec: AnyRouteSpec): string {
  const path = spec.path.replace(BASE, '').replace(BASE_V2, '').replaceAll(/:\w+/g, '')
  const words = path.split(/\W+/).filter(Boolean)
  const name = words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')
  return `${spec.method.toLowerCase()}${name}${spec.path.startsWith(BASE_V2) ? 'V2' : ''}`
}

function operation(spec: AnyRouteSpec, schemas: Record<string, Schema>, id: string): Schema {
  const name = id[0]?.toUpperCase() + id.slice(1)
  const idempotent = spec.method === 'POST' && spec.body !== undefined
  const responses: Record<string, Schema> = {}
  for (const [status, response] of Object.entries(spec.responses)) {
    const example = response.example ?? ANSWER_EXAMPLES[keyOf(spec)]
    const headers = headerRefs([
      'RequestId',
      'RateLimit',
      'RateLimitPolicy',
      ...(hasPages(spec) && status === '200' ? (['Link'] as const) : []),
      ...(idempotent ? (['IdempotencyReplayed'] as const) : []),
    ])
    responses[status] = { description: response.description, headers }
    const answer = response === AWAITED ? 'Awaited' : `${name}Answer`
    const schema = response.schema && component(schemas, answer, openApiSchema(response.schema, 'response'))
    const media = {
      ...(schema === undefined ? {} : { schema }),
      ...(example === undefined ? {} : { examples: { answer: { value: example } } }),
    }
    const types = response.mediaTypes ?? (schema === undefined ? [] : ['application/json'])
    if (types.length > 0) responses[status]['content'] = Object.fromEntries(types.map((type) => [type, media]))
    if (spec.csv !== undefined && status === '200')
      Object.assign(responses[status]['content'] as Schema, { [CSV_TYPE]: CSV_CONTENT })
  }
  return {
    operationId: id,
    tags: [spec.tag],
    summary: spec.summary,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    security: SECURITY[PERMISSIONS[spec.permission].reach],
    'x-permission': spec.permission,
    parameters: parametersOf(spec, idempotent),
    ...(spec.body === undefined ? {} : { requestBody: requestBody(spec, name, schemas) }),
    responses: { ...responses, ...problemResponses(spec) },
  }
}

function hasPages(spec: AnyRouteSpec): boolean {
  const query: { properties?: object } | undefined = spec.query
  return 'cursor' in (query?.properties ?? {})
}

function component(schemas: Record<string, Schema>, name: string, schema: Schema): Schema {
  schemas[name] = schema
  return { $ref: `#/components/schemas/${name}` }
}

function requestBody(spec: AnyRouteSpec, name: string, schemas: Record<string, Schema>): Schema {
  const examples = Object.entries(spec.bodyExamples ?? {}).map(([title, value]) => [title, { value }])
  const schema = component(schemas, `${name}Body`, openApiSchema(spec.body ?? {}, 'request'))
  return {
    required: true,
    ...(spec.ndjson === true ? { description: 'Lines of JSON; the schema describes one line.' } : {}),
    content: {
      [spec.ndjson === true ? 'application/x-ndjson' : 'application/json']: {
        schema,
        ...(examples.length ? { examples: Object.fromEntries(examples) } : {}),
      },
    },
  }
}

function parametersOf(spec: AnyRouteSpec, idempotent: boolean): Schema[] {
  const query = openApiSchema(spec.query ?? {}, 'response')
  const params = openApiSchema(spec.params ?? {}, 'response')
  return [
    ...parameters(params, 'path'),
    ...parameters(query, 'query'),
    ...(idempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ...(spec.prefers === true ? [{ $ref: '#/components/parameters/Prefer' }] : []),
    { $ref: '#/components/parameters/RequestId' },
  ]
}

function parameters(schema: Schema, place: 'path' | 'query'): Schema[] {
  const required = (schema['required'] as string[] | undefined) ?? []
  return Object.entries((schema['properties'] as Record<string, Schema> | undefined) ?? {}).map(([name, own]) => {
    const { description, ...rest } = own
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    }
  })
}

function problemResponses(spec: AnyRouteSpec): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(problemsOf(spec)).map(([status, { description, example }]) => [
      status,
      {
        description,
        headers: headerRefs(status === '429' || status === '503' ? ['RequestId', 'RetryAfter'] : ['RequestId']),
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
            examples: { problem: { value: example(spec.path) } },
          },
        },
      },
    ]),
  )
}
