import { nextPage } from '../../src/platform/http/list.ts'

/** The query that leads on after a place, with the cursor that fits its filters. */
export function cursorQuery(filters: Record<string, string | number | boolean>, place: readonly string[]): string {
  return /^<(.+)>; rel="next"$/.exec(nextPage('', filters, place))?.[1] ?? ''
}
