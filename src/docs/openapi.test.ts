import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { EVENTS } from '../events/catalogue.ts'
import { reachOf } from '../permissions/permissions.ts'
import { isOfPartner } from '../platform/http/route.ts'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { docsApp } from '../../test/support/docs/app.ts'

interface Media {
  schema?: Record<string, unknown>
  examples?: Record<string, { value: unknown }>
}
interface Operation {
  operationId: string
  tags: string[]
  security: Record<string, string[]>[]
  parameters?: { $ref?: string; name?: string }[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { description: string; headers?: Record<string, unknown>; content?: Record<string, Media> }>
}
interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; headers: object }
  tags: { name: string }[]
  webhooks: Record<string, { post: Operation }>
  'x-tagGroups': { name: string; tags: string[] }[]
}

/** The list "Schemas" of the published pages, as names of types. */
const PUBLISHED_SCHEMAS = [
  ...['FinvoiceCredentialsResponse', 'InvoiceHeader', 'InvoiceParties', 'InvoiceAttachments', 'InvoiceExtensions'],
  ...['ClientSettings', 'Accounting', 'Address', 'BuyerParty', 'Collection', 'CollectionCosts', 'CollectionInterest'],
  ...['Contact', 'ContactPerson', 'DefinitionDetail', 'DeliveryParty', 'Distribution', 'Factoring', 'Interest'],
  ...['InvoiceAmounts', 'InvoiceContentData', 'InvoiceRecipientParty', 'InvoiceReferences', 'InvoiceRowData'],
  ...['InvoiceTerms', 'PaymentData', 'PaymentDetails', 'PaymentState', 'PaymentTerms', 'Processing'],
  ...['SalesInvoiceRequest', 'SellerParty'],
]

let docs: Awaited<ReturnType<typeof docsApp>>
let text = ''
let document: Document
let operations: { name: string; path: string; operation: Operation }[]

before(async () => {
  docs = await docsApp()
  text = await (await fetch(`${docs.origin}/openapi.json`)).text()
  document = JSON.parse(text) as Document
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  )
})
after(() => docs.close())

test('it is a valid OpenAPI 3.1 document', async () => {
  const validator = new Validator()
  const result = await validator.validate(JSON.parse(text) as Record<string, unknown>)
  assert.deepEqual(result.errors ?? [], [])
  assert.equal(result.valid, true)
  assert.equal(validator.version, '3.1')
})

test('every route of the API is in it, with its scope, and each operation has a unique name', () => {
  assert.ok(docs.app.routeSpecs.length >= 12, `${docs.app.routeSpecs.length} routes`)
  for (const spec of docs.app.routeSpecs) {
    const path = spec.path.replaceAll(/:(\w+)/g, '{$1}')
    const operation = document.paths[path]?.[spec.method.toLowerCase()]
    assert.ok(operation, `${spec.method} ${path}`)
    const scheme = isOfPartner(spec) ? 'provisioningToken' : 'clientToken'
    const both = reachOf(spec.permission) === 'either' ? [{ provisioningToken: [] }] : []
    assert.deepEqual(operation.security, [{ [scheme]: [] }, ...both])
  }
  const ids = operations.map(({ operation }) => operation.operationId)
  assert.equal(new Set(ids).size, ids.length, ids.join())
  for (const id of ids) assert.match(id, /^[a-z]+([A-Z][a-z0-9]*)+$/, 'a verb and a noun, as a function is called')
})

test('the schemas that the published API names are listed under these names', () => {
  const names = new Set(Object.keys(document.components.schemas))
  assert.deepEqual(
    PUBLISHED_SCHEMAS.filter((name) => !names.has(name)),
    [],
  )
  assert.deepEqual(
    [...names].filter((name) => !/^[A-Z][A-Za-z0-9]*$/.test(name)),
    [],
  )
})

test('each operation belongs to an area, and areas stand in the order of reading', () => {
  const areas = document.tags.map(({ name }) => name)
  assert.deepEqual(
    operations.filter(({ operation }) => !areas.includes(operation.tags[0] ?? '')).map(({ name }) => name),
    [],
  )
  assert.deepEqual(
    document['x-tagGroups'].flatMap(({ tags }) => tags),
    areas,
  )
})

test('an object with named fields is written once and referred to', () => {
  const places = new Map<string, string[]>()
  const walk = (node: unknown, place: string) => {
    if (typeof node !== 'object' || node === null) return
    const { properties } = node as { properties?: object }
    if (properties !== undefined && Object.keys(properties).length > 1) {
      const text = JSON.stringify(node)
      places.set(text, [...(places.get(text) ?? []), place])
    }
    for (const [key, child] of Object.entries(node)) if (!/^examples?$/.test(key)) walk(child, `${place}/${key}`)
  }
  for (const [name, schema] of Object.entries(document.components.schemas))
    if (!name.endsWith('Event')) walk(schema, name)
  for (const { name, operation } of operations) if (!name.includes('/operator/')) walk(operation, name)
  assert.deepEqual(
    [...places.values()].filter(({ length }) => length > 1),
    [],
  )
})

test('nothing that only our own validator knows is left in it', () => {
  assert.doesNotMatch(text, /"~|patternProperties|"format":"(money|currency|country|language|website)"/)
  for (const format of text.matchAll(/"format":"([^"]+)"/g)) {
    assert.ok(
      ['double', 'date', 'date-time', 'email', 'uri-reference', 'uuid', 'camt.054.001.02'].includes(format[1] ?? ''),
      format[0],
    )
  }
})

test('every example holds by its own schema', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajv.addFormat('double', { type: 'number', validate: () => true })
  ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/)
  ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T/)
  ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/)
  ajv.addFormat('uri-reference', /^\S*$/)
  ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  ajv.addSchema(document, 'doc')
  let checked = 0
  for (const { name, operation } of operations) {
    const bodies = Object.values(operation.requestBody?.content ?? {})
    const answers = Object.values(operation.responses).flatMap((response) => Object.values(response.content ?? {}))
    for (const { schema, examples } of [...bodies, ...answers]) {
      // A file has no schema.
      if (schema === undefined) continue
      const reference = schema['$ref']
      const validate = ajv.compile(typeof reference === 'string' ? { $ref: `doc${reference}` } : schema)
      for (const [title, { value }] of Object.entries(examples ?? {})) {
        assert.ok(validate(value), `${name} ${title}: ${ajv.errorsText(validate.errors)}`)
        checked++
      }
    }
  }
  assert.ok(checked > 60, `${checked} examples`)
})

test('every answer with content has an example', () => {
  const without = operations.flatMap(({ name, operation }) =>
    Object.entries(operation.responses).flatMap(([status, { content }]) => {
      const media = content?.['application/json']
      return media?.schema === undefined || media.examples !== undefined ? [] : [`${name} ${status}`]
    }),
  )
  assert.deepEqual(
    without.filter((one) => !one.includes('/health/')),
    [],
  )
})

test('null and "" are documented where the service takes them, and only there', () => {
  const ajv = new Ajv2020({
    strict: false,
    formats: { double: true, date: true, email: /@/, 'date-time': true, uuid: true },
  })
  ajv.addSchema(document, 'doc')
  const validate = ajv.compile({ $ref: 'doc#/components/schemas/NewClient' })
  const body = (over: object) => ({
    service: { type: 'LIFECYCLE', partnerCode: 'QUICK3' },
    client: { name: 'A', businessCode: '1', countryCode: 'FI', currencyCode: 'EUR', ...over },
    contacts: { primary: { name: 'B', email: 'b@example.com' } },
  })
  for (const over of [{}, { email: '' }, { email: null }, { languageCode: '' }, { website: null }, { bic: '' }]) {
    assert.ok(validate(body(over)), JSON.stringify(over))
  }
  for (const over of [{ name: null }, { currencyCode: '' }, { email: 'x' }, { languageCode: 'FIN' }, { bic: 5 }]) {
    assert.ok(!validate(body(over)), JSON.stringify(over))
  }
})

test('every error is described with a schema, an example and the time to retry', () => {
  for (const { name, path, operation } of operations.filter(({ path }) => /^\/api\/v\d\/partner/.test(path))) {
    const statuses = Object.keys(operation.responses)
    for (const status of ['401', '403', '429', '500', '503']) assert.ok(statuses.includes(status), `${name} ${status}`)
    if (operation.requestBody) {
      for (const status of ['400', '413', '415']) assert.ok(statuses.includes(status), `${name} ${status}`)
    }
    if (path.includes('{')) assert.ok(statuses.includes('404'), name)
    for (const status of statuses.filter((status) => Number(status) >= 400)) {
      const response = operation.responses[status]
      const media = response?.content?.['application/problem+json']
      assert.equal(media?.schema?.['$ref'], '#/components/schemas/Problem', `${name} ${status}`)
      const example = media.examples?.['problem']?.value as { status: number; type: string } | undefined
      assert.equal(example?.status, Number(status), name)
      if (status === '429' || status === '503') assert.ok('Retry-After' in (response?.headers ?? {}), name)
    }
    assert.ok('RateLimit' in (operation.responses['200']?.headers ?? {}), name)
  }
  const ledgers = document.paths['/api/v1/partner/accounting/ledger']
  assert.ok('Link' in (ledgers?.['get']?.responses['200']?.headers ?? {}))
  assert.ok(ledgers?.['post']?.parameters?.some(({ $ref }) => $ref?.endsWith('/IdempotencyKey')))
  for (const status of ['409', '422']) assert.ok(ledgers?.['post']?.responses[status], status)
})

test('every error has an example of its status', () => {
  const without = operations.flatMap(({ name, operation }) =>
    Object.entries(operation.responses).flatMap(([status, { content }]) => {
      const media = content?.['application/problem+json']
      const value = Object.values(media?.examples ?? {})[0]?.value as { status?: number } | undefined
      return Number(status) < 400 || media === undefined || value?.status === Number(status)
        ? []
        : [`${name} ${status}`]
    }),
  )
  assert.deepEqual(without, [])
})

test('the example of a 400 is about the operation itself', () => {
  const ledgers = operations.filter(({ name, operation }) => {
    const text = JSON.stringify(operation.responses['400']?.content ?? {})
    return !name.includes('/accounting/ledger') && /ledgers|SUM_NOT_ZERO/.test(text)
  })
  assert.deepEqual(
    ledgers.map(({ name }) => name),
    [],
  )
})

test('the messages of webhooks hold by their schemas, one for each type of event', () => {
  const ajv = new Ajv2020({ strict: false, formats: { date: true, uuid: true, 'date-time': true } })
  ajv.addSchema(document, 'doc')
  for (const type of Object.keys(EVENTS)) {
    const media = document.webhooks[type]?.post.requestBody?.content['application/json']
    const value = Object.values(media?.examples ?? {})[0]?.value as { type: string } | undefined
    assert.equal(value?.type, type)
    const pointer = `doc#/webhooks/${type}/post/requestBody/content/application~1json/schema`
    const validate = ajv.compile({ $ref: pointer })
    assert.ok(validate(value), `${type}: ${ajv.errorsText(validate.errors)}`)
  }
})

test('files and lines are described by their media types', () => {
  const operationOf = (path: string, method: string) => document.paths[`/api/v1/partner${path}`]?.[method]
  const answered = (path: string, method = 'get') =>
    Object.keys(operationOf(path, method)?.responses['200']?.content ?? {})
  assert.deepEqual(answered('/invoice/{number}/document'), ['application/pdf', 'application/xml'])
  assert.deepEqual(answered('/client/settings/logo'), ['image/png', 'image/jpeg'])
  assert.deepEqual(answered('/invoices/batch', 'post'), ['application/x-ndjson'])
  assert.deepEqual(Object.keys(operationOf('/invoices/batch', 'post')?.requestBody?.content ?? {}), [
    'application/x-ndjson',
  ])
  assert.ok(document.paths['/api/v2/partner/invoice/distribution']?.['get']?.responses['200']?.headers?.['Link'])
})

test('the description is made once, and a reader that has it gets 304', async () => {
  const first = await fetch(`${docs.origin}/openapi.json`)
  const etag = first.headers.get('etag') ?? ''
  assert.match(etag, /^".{22}"$/)
  const again = await fetch(`${docs.origin}/openapi.json`, { headers: { 'if-none-match': etag } })
  assert.equal(again.status, 304)
  const version = (JSON.parse(await readFile('package.json', 'utf8')) as { version: string }).version
  assert.equal((document as unknown as { info: { version: string } }).info.version, version)
})
