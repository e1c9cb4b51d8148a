import { v7 } from 'uuid'

/** Random bits for a thousand ids: drawing them for each alone takes longer than all the rest. */
const POOL = new Uint8Array(16 * 1024)
const RANDOM_BYTES = 16
let used = POOL.length
let msecs = Number.NEGATIVE_INFINITY
let seq = 0

/** A UUIDv7, later in order than every one that this process has made before: what happens in one moment keeps its order. */
export function newId(): string {
  if (used === POOL.length) {
    crypto.getRandomValues(POOL)
    used = 0
  }
  const random = POOL.subarray(used, (used += RANDOM_BYTES))
  const now = Date.now()
  if (now > msecs) {
    msecs = now
    // The first of 32 bits is left free, to be counted up into.
    seq = new DataView(random.buffer, random.byteOffset).getUint32(6) >>> 1
  } else {
    seq = (seq + 1) >>> 0
    if (seq === 0) msecs++
  }
  return v7({ random, msecs, seq })
}
