/**
 * A list asks for its pages as they are needed: `for await (const invoice of invoices.list(client, {…}))`. The next page
 * is asked for when the one before has been used up; where the service takes that request as a receipt, nothing is
 * confirmed that the caller has not seen.
 */
import { type Answer, type Call, type Input, type Operation, call } from './call.ts'
import type { Client } from './client.ts'
import type { Answered, CallOptions } from './send.ts'

type Next = Record<string, string>

export interface Page<Item, Body> {
  items: Item[]
  body: Body
  /** The place after this page. Give it as `cursor`, with the same filters and days, to go on from here after a restart. */
  cursor: string | undefined
}

/** The items of a page's body lie under this name; '' where the body itself is the list. */
type Items<Body, Name extends string> = Name extends ''
  ? Body extends readonly (infer Item)[]
    ? Item
    : never
  : NonNullable<Body> extends { [N in Name]: readonly (infer Item)[] }
    ? Item
    : never

export type ListOf<O extends Operation, Name extends string> = List<Items<Answer<O>, Name>, Answer<O>>

export class List<Item, Body = unknown> implements AsyncIterable<Item> {
  readonly #ask: (next: Next) => Call<Body>
  readonly #itemsOf: (body: Body) => Item[]

  constructor(ask: (next: Next) => Call<Body>, itemsOf: (body: Body) => Item[]) {
    this.#ask = ask
    this.#itemsOf = itemsOf
  }

  /** The first page alone, as the service answers it; `.first().raw()` with `Accept: text/csv` is a CSV file. */
  first(): Call<Body> {
    return this.#ask({})
  }

  async *pages(): AsyncGenerator<Page<Item, Body>, void, undefined> {
    let next: Next | undefined = {}
    do {
      const { data, response }: Answered<Body> = await this.#ask(next).withResponse()
      next = nextOf(response)
      yield { items: this.#itemsOf(data), body: data, cursor: next?.['cursor'] }
      // A feed always leads on, and says when there is nothing newer.
      if ((data as { hasMore?: boolean } | undefined)?.hasMore === false) return
    } while (next !== undefined)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const { items } of this.pages()) yield* items
  }

  /** The first items in memory. @param limits `max`: no more than these are fetched */
  async toArray({ max }: { max: number }): Promise<Item[]> {
    const found: Item[] = []
    if (max <= 0) return found
    for await (const item of this) if (found.push(item) >= max) break
    return found
  }
}

export function listOf<O extends Operation, Name extends string>(
  client: Client,
  operation: O,
  name: Name,
  input: Input<O>,
  options?: CallOptions,
): ListOf<O, Name> {
  type Item = Items<Answer<O>, Name>
  return new List<Item, Answer<O>>(
    (next) => call(client, operation, { ...input, ...next }, options),
    (body) => ((name === '' ? body : (body as Record<string, unknown> | undefined)?.[name]) ?? []) as Item[],
  )
}

/** Parameters of the next page, from the header Link: its cursor, and the days that the service has settled for. */
export function nextOf(response: Response): Next | undefined {
  const [, target] = /<([^>]*)>\s*;\s*rel="?next"?/.exec(response.headers.get('link') ?? '') ?? []
  return target === undefined ? undefined : Object.fromEntries(new URL(target, 'http://localhost').searchParams)
}
