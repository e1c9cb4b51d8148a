/**
 * Counts how often a reference has come, over a window: the last `max` to 2 × `max` of them. Bounded, so that a file of
 * any size takes the same memory; and the same file always gives the same answers.
 */
export class SeenReferences {
  readonly #max: number
  #now = new Map<string, number>()
  #before = new Map<string, number>()

  constructor(max: number) {
    this.#max = max
  }

  /** How many times the reference has come now, this one included. */
  add(reference: string): number {
    const times = (this.#now.get(reference) ?? this.#before.get(reference) ?? 0) + 1
    this.#now.set(reference, times)
    if (this.#now.size >= this.#max) {
      this.#before = this.#now
      this.#now = new Map()
    }
    return times
  }
}
