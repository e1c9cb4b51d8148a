import type { Answer } from '../../platform/http/route.ts'
import type { Place, Rows } from './spec.ts'

/**
 * The rows of a verb that answers a list of the API: its body has them under a name, and its Link has the cursor.
 * @param name of the rows in the body
 */
export function rowsOf<Row>({ body, headers }: Answer, name: string): Rows<Row> {
  const rows = (body as Readonly<Record<string, unknown>> | undefined)?.[name] as readonly Row[]
  const next = /^<([^>]*)>/.exec(headers?.['link'] ?? '')?.[1]
  const cursor = next === undefined ? undefined : new URLSearchParams(next.split('?')[1]).get('cursor')
  return { rows, next: cursor ?? undefined }
}

/** A place in a list as the query of the API names it. */
export function placeOf({ limit, after }: Place): { limit: number; cursor?: string } {
  return { limit, ...(after === undefined ? {} : { cursor: after }) }
}
