/** /openapi.json: made of the declarations of the routes, so that it says what the service does and nothing else. */
import { PERMISSIONS } from '../../permissions/permissions.ts'
import { CSV_TYPE } from '../../platform/http/csv.ts'
import type { AnyRouteSpec } from '../../platform/http/route.ts'
import { ANSWER_EXAMPLES } from './answers.ts'
import { Components } from './components.ts'
import { eventSchemas, webhooks } from './events-schema.ts'
import { HEADERS, PARAMETERS, headerRefs } from './headers.ts'
import { parameterExample, pathExample } from './parameter-examples.ts'
import { OPERATOR_SCHEMAS, operatorPaths } from './operator-paths.ts'
import { FAULT, PROBLEM, problemsOf } from './problems.ts'
import { openApiSchema } from './schema.ts'
import type { Direction, Schema } from './types.ts'
import { TAGS, TAG_GROUPS } from './tags.ts'

/** The kind of token that calls, by the reach of the permission. */
const SECURITY: Record<'client' | 'partner' | 'either', Schema[]> = {
  client: [{ clientToken: [] }],
  partner: [{ provisioningToken: [] }],
  either: [{ clientToken: [] }, { provisioningToken: [] }],
}

export function openApiDocument(specs: readonly AnyRouteSpec[], version: string): Schema {
  const components = new Components({ Problem: PROBLEM, Fault: FAULT, ...eventSchemas(), ...OPERATOR_SCHEMAS })
  for (const spec of specs) if (spec.body !== undefined) schemaOf(spec.body, 'request', requestName(spec), components)
  const paths: Record<string, Schema> = {}
  for (const spec of inReadingOrder(specs)) {
    const path = spec.path.replaceAll(/:(\w+)/g, '{$1}')
    const item = (paths[path] ??= {})
    item[spec.method.toLowerCase()] = operation(spec, components)
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
    tags: TAGS,
    'x-tagGroups': TAG_GROUPS,
    paths: { ...paths, ...operatorPaths() },
    webhooks: webhooks(),
    components: {
      schemas: components.schemas,
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

/** Operations stand in the order of their tags; those of one tag in the order of their declaration. */
function inReadingOrder(specs: readonly AnyRouteSpec[]): AnyRouteSpec[] {
  const place = new Map(TAGS.map(({ name }, index) => [name, index]))
  return specs.toSorted((a, b) => (place.get(a.tag) ?? TAGS.length) - (place.get(b.tag) ?? TAGS.length))
}

function capitalized(name: string): string {
  return `${name[0]?.toUpperCase()}${name.slice(1)}`
}

function requestName({ operationId }: AnyRouteSpec): string {
  return `${capitalized(operationId)}Request`
}

/** A schema as a component: under its own name, or else under the one that the operation gives it. */
function schemaOf(schema: object, direction: Direction, name: string, components: Components): Schema {
  const found = openApiSchema(schema, direction, components)
  return '$ref' in found ? found : components.reference(name, found, direction)
}

function operation(spec: AnyRouteSpec, components: Components): Schema {
  const idempotent = spec.method === 'POST' && spec.body !== undefined
  const responses: Record<string, Schema> = {}
  for (const [status, response] of Object.entries(spec.responses)) {
    const example = response.example ?? ANSWER_EXAMPLES[spec.operationId]
    const headers = headerRefs([
      'RequestId',
      'RateLimit',
      'RateLimitPolicy',
      ...(hasPages(spec) && status === '200' ? (['Link'] as const) : []),
      ...(idempotent ? (['IdempotencyReplayed'] as const) : []),
    ])
    responses[status] = { description: response.description, headers }
    const answer = `${capitalized(spec.operationId)}Response`
    const schema = response.schema && schemaOf(response.schema, 'response', answer, components)
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
    operationId: spec.operationId,
    tags: [spec.tag],
    summary: spec.summary,
    ...describedAs(spec),
    security: SECURITY[PERMISSIONS[spec.permission].reach],
    'x-permission': spec.permission,
    parameters: parametersOf(spec, idempotent, components),
    ...(spec.body === undefined ? {} : { requestBody: requestBody(spec, spec.body, components) }),
    responses: withDeprecation(spec, { ...responses, ...problemResponses(spec) }),
  }
}

function describedAs({ description = '', deprecated }: AnyRouteSpec): Schema {
  if (deprecated === undefined) return description === '' ? {} : { description }
  const end = deprecated.sunset === undefined ? '' : `, and may be gone from ${deprecated.sunset} on`
  const note = `This operation is deprecated since ${deprecated.since}${end}: see [what to use instead](${deprecated.link}).`
  return { deprecated: true, description: [description, note].filter(Boolean).join(' ') }
}

/** Each answer of a deprecated operation says so. */
function withDeprecation({ deprecated }: AnyRouteSpec, responses: Record<string, Schema>): Record<string, Schema> {
  if (deprecated === undefined) return responses
  const added = headerRefs(['Deprecation', ...(deprecated.sunset === undefined ? [] : (['Sunset'] as const))])
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [
      status,
      { ...response, headers: { ...(response['headers'] as Schema), ...added } },
    ]),
  )
}

function hasPages(spec: AnyRouteSpec): boolean {
  const query: { properties?: object } | undefined = spec.query
  return 'cursor' in (query?.properties ?? {})
}

function requestBody(spec: AnyRouteSpec, body: object, components: Components): Schema {
  const examples = Object.entries(spec.bodyExamples ?? {}).map(([title, value]) => [title, { value }])
  const schema = schemaOf(body, 'request', requestName(spec), components)
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

function parametersOf(spec: AnyRouteSpec, idempotent: boolean, components: Components): Schema[] {
  const query = openApiSchema(spec.query ?? {}, 'response', components)
  const params = openApiSchema(spec.params ?? {}, 'response', components)
  return [
    ...parameters(spec, params, 'path'),
    ...parameters(spec, query, 'query'),
    ...(idempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ...(spec.prefers === true ? [{ $ref: '#/components/parameters/Prefer' }] : []),
    { $ref: '#/components/parameters/RequestId' },
  ]
}

function parameters({ operationId }: AnyRouteSpec, schema: Schema, place: 'path' | 'query'): Schema[] {
  const required = (schema['required'] as string[] | undefined) ?? []
  return Object.entries((schema['properties'] as Record<string, Schema> | undefined) ?? {}).map(([name, own]) => {
    const { description, ...rest } = own
    const isRequired = place === 'path' || required.includes(name)
    const example = parameterExample(operationId, name, isRequired)
    return {
      name,
      in: place,
      required: isRequired,
      ...(description === undefined ? {} : { description }),
      schema: rest,
      ...(example === undefined ? {} : { example }),
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
            examples: { problem: { value: example(pathExample(spec.path)) } },
          },
        },
      },
    ]),
  )
}
