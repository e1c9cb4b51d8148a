/** order-return.ts writes ids in this form. */
const RETURN_ID = /^R[0-9a-f]{32}$/i

/** Returns the id of our return that an entry bears as its end-to-end id; banks may change its case. */
export function returnIdOf({ endToEndId }: { endToEndId: string | null }): string | undefined {
  if (endToEndId === null || !RETURN_ID.test(endToEndId)) return undefined
  return `R${endToEndId.slice(1).toLowerCase()}`
}
