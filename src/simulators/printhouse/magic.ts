/**
 * Letters with which something goes wrong: a line of the address contains the words, in whatever case. All others are
 * printed and handed to the post.
 */
export interface MagicAddress {
  contains: string
  outcome: 'FAILED' | 'RETURNED'
  code: string
  reason: string
}

export const MAGIC_ADDRESSES: readonly MagicAddress[] = [
  { contains: 'PAPER JAM', outcome: 'FAILED', code: 'PRINT_FAILED', reason: 'The letter could not be printed.' },
  {
    contains: 'MOVED AWAY',
    outcome: 'RETURNED',
    code: 'RETURNED',
    reason: 'Returned by the post: not at this address.',
  },
]

export function magicOf(lines: readonly string[]): MagicAddress | undefined {
  const text = lines.join('\n').toUpperCase()
  return MAGIC_ADDRESSES.find(({ contains }) => text.includes(contains))
}
