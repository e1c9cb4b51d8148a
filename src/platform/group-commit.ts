/**
 * Writes of concurrent callers, committed together. A commit costs a disk flush whatever it holds; so while one flush is
 * under way, callers wait in line, and the next flush takes all of them. Nobody waits for a timer: an idle queue flushes
 * at once, a busy one fills while a flush is under way.
 */

/** The answer of `flush` for one item: its result, or the error its caller gets. */
export type Outcome<R> = { ok: R } | { error: unknown }

export interface GroupCommitOptions<I, R> {
  /** One transaction for all items, in order. Throwing fails every item of the batch. */
  flush(items: I[]): Promise<Outcome<R>[]>
  /** Weight of an item towards batchWeightMax, for example its number of rows. */
  weigh(item: I): number
  batchWeightMax: number
  /** Flushes at once; two let one be prepared while the other waits for the disk. */
  flushesMax: number
  /** Beyond this weight in line a caller is turned away with `full()`. */
  queueWeightMax: number
  full(): Error
}

export interface GroupCommit<I, R> {
  submit(item: I): Promise<R>
  /** Resolves when nothing is in line or under way. */
  drained(): Promise<void>
}

interface Waiting<I, R> {
  item: I
  weight: number
  resolve(result: R): void
  reject(error: unknown): void
}

export function createGroupCommit<I, R>(options: GroupCommitOptions<I, R>): GroupCommit<I, R> {
  const queue: Waiting<I, R>[] = []
  const idle: (() => void)[] = []
  let queueWeight = 0
  let flushes = 0
  let scheduled = false

  function takeBatch(): Waiting<I, R>[] {
    let weight = 0
    let count = 0
    while (count < queue.length) {
      const next = queue[count]?.weight ?? 0
      if (count > 0 && weight + next > options.batchWeightMax) break
      weight += next
      count++
    }
    queueWeight -= weight
    return queue.splice(0, count)
  }

  async function run(batch: Waiting<I, R>[]): Promise<void> {
    try {
      const outcomes = await options.flush(batch.map((waiting) => waiting.item))
      for (const [i, waiting] of batch.entries()) {
        const outcome = outcomes[i] ?? { error: new Error('a flush returned no outcome for an item') }
        if ('ok' in outcome) waiting.resolve(outcome.ok)
        else waiting.reject(outcome.error)
      }
    } catch (error) {
      for (const waiting of batch) waiting.reject(error)
    }
    flushes--
    pump()
  }

  function pump(): void {
    while (flushes < options.flushesMax && queue.length > 0) {
      flushes++
      void run(takeBatch())
    }
    if (flushes === 0 && queue.length === 0) for (const wake of idle.splice(0)) wake()
  }

  return {
    submit(item) {
      const weight = options.weigh(item)
      if (queueWeight + weight > options.queueWeightMax && queue.length > 0) return Promise.reject(options.full())
      return new Promise<R>((resolve, reject) => {
        queue.push({ item, weight, resolve, reject })
        queueWeight += weight
        // One turn of the event loop gathers everything that has already arrived on the sockets.
        if (!scheduled) {
          scheduled = true
          setImmediate(() => {
            scheduled = false
            pump()
          })
        }
      })
    },
    drained() {
      if (flushes === 0 && queue.length === 0) return Promise.resolve()
      return new Promise((resolve) => idle.push(resolve))
    },
  }
}
