/**
 * Dimension items: documents name them ("Cost center", "1000"), receipts carry ids. All dimensions are read once
 * (GET /dimensions); an item that is not among them is asked for by name, which also finds one made a moment ago.
 */
import { cached, RECHECK_AFTER_MS } from '../cache.ts'
import type { Client } from './client.ts'
import { type DimensionValue, idOf } from './codec.ts'
import { type Json, listOf, textOf } from '../json.ts'
import { refused } from './errors.ts'
import type { NamedItem } from './mapping.ts'

/** Items of one dimension that were asked for in vain and are remembered. */
const MISSES_MAX = 1_000

interface Item {
  id: number
  codeName: string
  active: boolean
}

interface Dimension {
  id: number
  name: string
  /** By codeName as it is written, and in lower case. */
  items: Map<string, Item>
}

export interface DimensionBook {
  /** Ids of the items of each row. Refuses what the company does not have. */
  resolve(rows: readonly NamedItem[][], signal: AbortSignal): Promise<DimensionValue[][]>
  drop(): void
}

export function createDimensionBook(client: Client): DimensionBook {
  const all = cached(async (signal) => dimensionsOf(await client.read('/dimensions', signal)), client.now)
  const askedAt = new WeakMap<Dimension, Map<string, number>>()

  const dimensionOf = async (name: string, signal: AbortSignal): Promise<Dimension> => {
    const key = name.toLowerCase()
    const known = (await all.get(signal)).get(key) ?? (await all.get(signal, RECHECK_AFTER_MS)).get(key)
    if (known !== undefined) return known
    const names = [...(await all.get(signal)).values()].map((dimension) => dimension.name)
    throw refused(
      'DIMENSION_UNKNOWN',
      `Procountor has no dimension “${name}”; it has ${names.length === 0 ? 'none' : names.join(', ')}.`,
      'Map it to one of these in mappings.dimensions (an empty name leaves it out), or add it in Procountor; then retry.',
    )
  }

  const itemOf = async (dimension: Dimension, codeName: string, signal: AbortSignal): Promise<Item> => {
    let known = itemIn(dimension, codeName)
    if (known?.active !== true) known = (await asked(dimension, codeName, signal)) ?? known
    if (known === undefined) {
      throw refused(
        'DIMENSION_ITEM_UNKNOWN',
        `The dimension “${dimension.name}” has no item “${codeName}” in Procountor.`,
        'Add the item in Procountor, or correct the value; then retry.',
      )
    }
    if (known.active) return known
    throw refused(
      'DIMENSION_ITEM_INACTIVE',
      `The item “${codeName}” of the dimension “${dimension.name}” is not active in Procountor.`,
      'Activate the item in Procountor, or correct the value; then retry.',
    )
  }

  const asked = async (dimension: Dimension, codeName: string, signal: AbortSignal): Promise<Item | undefined> => {
    const now = client.now().getTime()
    const misses = askedAt.get(dimension) ?? new Map<string, number>()
    askedAt.set(dimension, misses)
    if (now - (misses.get(codeName) ?? -Infinity) < RECHECK_AFTER_MS) return undefined
    const query = new URLSearchParams({ name: dimension.name, codeName })
    const found = dimensionsOf(await client.read(`/dimensions?${query.toString()}`, signal)).get(
      dimension.name.toLowerCase(),
    )
    for (const item of found?.items.values() ?? []) addItem(dimension, item)
    const item = itemIn(dimension, codeName)
    if (misses.size >= MISSES_MAX) misses.clear()
    if (item?.active !== true) misses.set(codeName, now)
    return item
  }

  return {
    async resolve(rows, signal) {
      const resolved: DimensionValue[][] = []
      for (const row of rows) {
        const values: DimensionValue[] = []
        for (const { dimension: name, item: codeName } of row) {
          const dimension = await dimensionOf(name, signal)
          values.push({ dimensionId: dimension.id, itemId: (await itemOf(dimension, codeName, signal)).id })
        }
        resolved.push(values)
      }
      return resolved
    },
    drop: () => all.drop(),
  }
}

function itemIn(dimension: Dimension, codeName: string): Item | undefined {
  return dimension.items.get(codeName) ?? dimension.items.get(codeName.toLowerCase())
}

function dimensionsOf(answer: unknown): Map<string, Dimension> {
  const dimensions = new Map<string, Dimension>()
  for (const record of listOf(answer, 'dimensions', 'results')) {
    const id = idOf(record)
    const name = textOf(record['name'])
    if (id === undefined || name === undefined) continue
    const dimension: Dimension = { id, name, items: new Map() }
    for (const item of listOf(record['items'])) addItem(dimension, itemFrom(item))
    dimensions.set(name.trim().toLowerCase(), dimension)
  }
  return dimensions
}

// "P" marks an inactive item; an active one has no status.
function itemFrom(record: Json): Item | undefined {
  const id = idOf(record)
  const codeName = textOf(record['codeName'])
  return id === undefined || codeName === undefined ? undefined : { id, codeName, active: record['status'] !== 'P' }
}

// An exact match goes before one in another case; a newer answer about the same item goes before an older one.
function addItem(dimension: Dimension, item: Item | undefined): void {
  if (item === undefined) return
  const name = item.codeName.trim()
  for (const key of new Set([name, name.toLowerCase()])) {
    const known = dimension.items.get(key)
    const better = known === undefined || known.id === item.id || (known.codeName.trim() !== key && name === key)
    if (better) dimension.items.set(key, item)
  }
}
