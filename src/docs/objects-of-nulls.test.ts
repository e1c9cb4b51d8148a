/** An object in which nothing is given counts as absent, in every body of every endpoint. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { compileCleaner } from '../platform/http/shape.ts'
import { docsApp } from '../../test/support/docs/app.ts'

interface Node {
  type?: string
  properties?: Record<string, Node>
  required?: string[]
  items?: Node
  anyOf?: Node[]
  additionalProperties?: unknown
  patternProperties?: unknown
}

let bodies: { name: string; schema: Node }[]
let close: () => Promise<void>

before(async () => {
  const { app, close: end } = await docsApp()
  close = end
  bodies = app.routeSpecs.flatMap(({ method, path, body }) =>
    body === undefined ? [] : [{ name: `${method} ${path}`, schema: body }],
  )
})
after(() => close())

/** Every optional object with named fields below `node`, by the keys that lead to it; "0" leads into a list. */
function optionalObjects(node: Node, path: string[] = []): { path: string[]; node: Node }[] {
  return [node, ...(node.anyOf ?? [])].flatMap((part) => [
    ...Object.entries(part.properties ?? {}).flatMap(([key, child]) => {
      const isObject = child.properties !== undefined && !child.additionalProperties && !child.patternProperties
      const optional = !(part.required ?? []).includes(key)
      return [
        ...(isObject && optional ? [{ path: [...path, key], node: child }] : []),
        ...optionalObjects(child, [...path, key]),
      ]
    }),
    ...(part.items === undefined ? [] : optionalObjects(part.items, [...path, '0'])),
  ])
}

/** The object with every field null, or "", or nested objects of the same; lists are empty. */
function nothing(node: Node, leaf: null | ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(node.properties ?? {}).map(([key, child]) => [
      key,
      child.properties !== undefined ? nothing(child, leaf) : child.items !== undefined ? [] : leaf,
    ]),
  )
}

/** A body in which only the object at `path` is there. */
function wrapped(path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  return key === '0' ? [wrapped(rest, value)] : { [key]: wrapped(rest, value), beside: undefined }
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value)
}

test('an object of nulls, of empty texts or of nothing counts as absent, in every schema', () => {
  let seen = 0
  for (const { name, schema } of bodies) {
    const clean = compileCleaner(schema)
    for (const { path, node } of optionalObjects(schema))
      for (const value of [nothing(node, null), nothing(node, ''), {}]) {
        const body = wrapped(path, value)
        clean(body, false)
        assert.equal(at(body, path), undefined, `${name} /${path.join('/')} ${JSON.stringify(value)}`)
        seen++
      }
  }
  assert.ok(seen > 100, `${seen} objects were looked at`)
})

test('an object in which one field is given stays, with that field alone', () => {
  for (const { name, schema } of bodies) {
    const clean = compileCleaner(schema)
    for (const { path, node } of optionalObjects(schema)) {
      const [key] =
        Object.entries(node.properties ?? {}).find(
          ([, child]) => child.properties === undefined && child.items === undefined,
        ) ?? []
      if (key === undefined) continue
      const body = wrapped(path, { ...nothing(node, null), [key]: 'given' })
      clean(body, false)
      const left = at(body, path) as Record<string, unknown>
      const given = Object.keys(left).filter((field) => !Array.isArray(left[field]))
      assert.deepEqual(given, [key], `${name} /${path.join('/')}`)
    }
  }
})

test('an object that the schema requires stays, so that each of its missing fields is named', () => {
  const client = bodies.find(({ name }) => name === 'POST /api/v1/partner/client')
  const body = { client: { name: null } }
  compileCleaner(client?.schema ?? {})(body, false)
  assert.deepEqual(body, { client: {} })
})
