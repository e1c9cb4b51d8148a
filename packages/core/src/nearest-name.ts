/** The known name that somebody most likely meant by an unknown one. */

const LENGTH_MAX = 64

/**
 * Compares without regard to case, "_", "-" and spaces; allows one edit for short names and two for longer ones, or a name
 * that begins with the other one ("vatPercent" for "vatPercentage").
 * @returns undefined where no known name is near
 */
export function nearestName(written: string, known: Iterable<string>): string | undefined {
  if (written.length > LENGTH_MAX) return undefined
  const name = plain(written)
  let best: { name: string; distance: number } | undefined
  for (const candidate of known) {
    const distance = distanceOf(name, plain(candidate))
    if (distance !== undefined && (best === undefined || distance < best.distance)) best = { name: candidate, distance }
  }
  return best?.name
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, '')
}

const PREFIX_LENGTH_MIN = 4
const SHORT_LENGTH_MAX = 4

function distanceOf(a: string, b: string): number | undefined {
  const edits = editDistance(a, b)
  if (edits <= (Math.min(a.length, b.length) <= SHORT_LENGTH_MAX ? 1 : 2)) return edits
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  // A beginning counts less than any edit: it is looked at last.
  return short.length >= PREFIX_LENGTH_MIN && long.startsWith(short) ? 3 : undefined
}

/** Optimal string alignment: insertions, deletions, substitutions, and swaps of two neighbours count one each. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1)
      row.push(least)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
