import type { LetterId } from '@saatava/core/ids.ts'

/** Returns the path of a letter's PDF. */
export function letterPath(letterId: LetterId): string {
  return `/api/v1/partner/invoice/case/letters/${letterId}/document`
}

/** The link to the letter that an event names; nothing where it names none. */
export function documentOf(data: object): { document?: string } {
  const { letterId } = data as { letterId?: unknown }
  return typeof letterId === 'string' ? { document: letterPath(letterId) } : {}
}
