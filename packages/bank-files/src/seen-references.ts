/**
 * Counts how often a reference has come, over a window: the last `max` to 2 × `max` of them. It keeps 64 bits of hash of
 * each, in two tables: a file of any size takes the same memory, and the same file always gives the same
 * answers. (Two references of one window with one hash, once in about 10^9 files of that length, would cost a "~2".)
 */
export class SeenReferences {
  readonly #max: number
  #now: Table
  #before: Table

  /** @param max of the window; memory is about 50 bytes for each */
  constructor(max: number) {
    this.#max = max
    this.#now = new Table()
    this.#before = new Table()
  }

  /** How many times the reference has come now, this one included. */
  add(reference: string): number {
    const [high, low] = hashOf(reference)
    const times = Math.max(this.#now.times(high, low), this.#before.times(high, low)) + 1
    this.#now.set(high, low, times)
    if (this.#now.size >= this.#max) {
      const oldest = this.#before
      this.#before = this.#now
      this.#now = oldest
      this.#now.clear()
    }
    return times
  }
}

const SLOTS_AT_FIRST = 1_024

/** Open addressing, at most half full; it grows to what the window asks for. */
class Table {
  size = 0
  #high = new Uint32Array(SLOTS_AT_FIRST)
  #low = new Uint32Array(SLOTS_AT_FIRST)
  /** 0: nobody here. */
  #times = new Uint32Array(SLOTS_AT_FIRST)

  times(high: number, low: number): number {
    return this.#times[this.#slot(high, low)] ?? 0
  }

  set(high: number, low: number, times: number): void {
    const slot = this.#slot(high, low)
    if (this.#times[slot] === 0) this.size += 1
    this.#high[slot] = high
    this.#low[slot] = low
    this.#times[slot] = times
    if (this.size * 2 > this.#times.length) this.#grow()
  }

  clear(): void {
    this.size = 0
    this.#times.fill(0)
  }

  #slot(high: number, low: number): number {
    const mask = this.#times.length - 1
    let slot = low & mask
    while (this.#times[slot] !== 0 && (this.#high[slot] !== high || this.#low[slot] !== low)) slot = (slot + 1) & mask
    return slot
  }

  #grow(): void {
    const [high, low, times] = [this.#high, this.#low, this.#times]
    const slots = times.length * 2
    this.size = 0
    this.#high = new Uint32Array(slots)
    this.#low = new Uint32Array(slots)
    this.#times = new Uint32Array(slots)
    for (const [i, count] of times.entries()) if (count > 0) this.set(high[i] ?? 0, low[i] ?? 0, count)
  }
}

/** Two hashes that share no multiplier: FNV-1a, and a polynomial one turned as it goes; both mixed at the end. */
function hashOf(text: string): [high: number, low: number] {
  let high = 2_166_136_261
  let low = text.length
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, 16_777_619)
    low = Math.imul((low << 13) | (low >>> 19), 2_654_435_769) + code
  }
  return [mixed(high), mixed(low)]
}

/** Every bit of the result hangs on every bit given (the finalizer of MurmurHash3). */
function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return (twice ^ (twice >>> 16)) >>> 0
}
