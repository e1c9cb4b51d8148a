/** Query parameters that an endpoint does not know: a filter that filters nothing must not look like one that does. */
import { nearestName } from '@saatava/core/nearest-name.ts'
import type { Fault } from '../errors.ts'

const NAME_SHOWN_MAX = 60
const UNKNOWN_MAX = 20

export interface QueryCheck {
  faults: Fault[]
  /** Names that were answered without regard to them. */
  ignored: string[]
}

/**
 * @param known the names that the endpoint takes
 * @param lenient only names that resemble a known one are faults: a published endpoint answers clients of other services
 */
export function checkQuery(query: Record<string, unknown>, known: readonly string[], lenient: boolean): QueryCheck {
  const unknown = Object.keys(query)
    .filter((name) => !known.includes(name))
    .slice(0, UNKNOWN_MAX)
    .map((name) => ({ name: shown(name), nearest: nearestName(name, known) }))
  return {
    faults: unknown
      .filter(({ nearest }) => !lenient || nearest !== undefined)
      .map(({ name, nearest }) => faultOf(name, nearest, known)),
    ignored: unknown.filter(({ nearest }) => lenient && nearest === undefined).map(({ name }) => name),
  }
}

/** The header's value: ASCII, one entry for each name. */
export function warningsHeader(ignored: readonly string[]): string {
  return ignored.map((name) => `UNKNOWN_PARAMETER ${encodeURIComponent(name)}`).join(', ')
}

function faultOf(name: string, nearest: string | undefined, known: readonly string[]): Fault {
  const names = known.length === 0 ? 'this endpoint takes no query parameters' : `known are ${known.join(', ')}`
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
  return { pointer: `?${name}`, code: 'UNKNOWN_PARAMETER', message: `is not known${hint} (${names})` }
}

function shown(name: string): string {
  const text = name.toWellFormed()
  return text.length > NAME_SHOWN_MAX ? `${text.slice(0, NAME_SHOWN_MAX)}…` : text
}
