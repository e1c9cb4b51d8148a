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

/** The scenario debtor that moves, by its whole name; its new address is where the post finds it. */
const MOVES = { name: 'MOVES', newStreet: 'NEW STREET 1' }

export function magicOf(lines: readonly string[]): MagicAddress | undefined {
  const text = lines.join('\n').toUpperCase()
  const magic = MAGIC_ADDRESSES.find(({ contains }) => text.includes(contains))
  if (magic !== undefined || text.includes(MOVES.newStreet)) return magic
  const moved = lines.some((line) => line.trim().toUpperCase() === MOVES.name)
  return moved ? MAGIC_ADDRESSES.find(({ outcome }) => outcome === 'RETURNED') : undefined
}
