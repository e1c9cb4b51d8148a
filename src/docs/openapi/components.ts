/** The schemas that the document lists under names. */
import { isDeepStrictEqual } from 'node:util'
import type { Direction, Schema } from './types.ts'

const PREFIX = '#/components/schemas/'

export class Components {
  readonly schemas: Record<string, Schema>
  readonly #direction = new Map<string, Direction>()

  /** @param schemas those that no route declares */
  constructor(schemas: Record<string, Schema>) {
    this.schemas = { ...schemas }
  }

  /**
   * Lists a schema, and returns the reference to it. The description of a list of words stays
   * at its place, because it differs from place to place. Requests are listed first: where an answer has the name of a request's schema and another
   * form (nothing in an answer is ""), its name ends in View.
   */
  reference(name: string, given: Schema, direction: Direction): Schema {
    const { description, ...own } = given
    const isPlain = own['properties'] === undefined && own['items'] === undefined && own['anyOf'] === undefined
    const schema = isPlain ? own : given
    const beside = isPlain && description !== undefined ? { description } : {}
    const listed = this.schemas[name]
    if (listed === undefined || isDeepStrictEqual(listed, schema))
      return { ...this.#list(name, schema, direction), ...beside }
    if (direction === 'response' && this.#direction.get(name) === 'request')
      return this.reference(`${name}View`, given, direction)
    throw new Error(`two schemas are called ${name}: ${JSON.stringify(listed)} and ${JSON.stringify(schema)}`)
  }

  #list(name: string, schema: Schema, direction: Direction): Schema {
    this.schemas[name] ??= schema
    if (!this.#direction.has(name)) this.#direction.set(name, direction)
    return { $ref: `${PREFIX}${name}` }
  }

  typeOf(reference: string): unknown {
    return this.schemas[reference.slice(PREFIX.length)]?.['type']
  }
}
