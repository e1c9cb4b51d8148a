/**
 * The intake of submissions: those of concurrent requests are committed together, and each gets its outcome. The protocol,
 * which accounting and invoices share:
 *
 *   1. `storeNew` stores the whole batch in one statement, for an intake in which nearly everything is new. Where a key is
 *      stored already it fails as a whole, and nothing is stored.
 *   2. `decideRound` looks up what is stored and decides for each submission alone, round by round in one transaction. Two
 *      submissions that take one name (an Idempotency-Key, a number) go into different rounds: the second finds the first.
 *   3. Another process may store a name between look and insert: that is a race. The transaction is repeated.
 *   4. A submission that the database refuses must not take its neighbours with it: each is stored alone then.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { type BoundPool, type Tx, isDatabaseUnavailable, isDeadlock, withTransaction } from './database.ts'
import { AppError } from './errors.ts'
import { type GroupCommit, type Outcome, createGroupCommit } from './group-commit.ts'
import { partitionOf } from './partition.ts'
import { isUniqueViolation } from './violation.ts'

const FLUSHES_MAX = 2
/** How often in a row a batch may lose a race before the intake says that too much is going on. */
const RACES_MAX = 20

/** Another process changed what the intake had looked up: it looks again. */
export class LostRace extends Error {}

interface Submission {
  clientId: ClientId
}

export interface BatchIntake<I extends Submission, R> {
  pool: BoundPool
  /** Weight of a submission, for example its number of rows. */
  weigh(item: I): number
  batchWeightMax: number
  queueWeightMax: number
  /** Stores a batch of which everything is new; else it violates a unique key. Absent: batches are decided in rounds at once. */
  storeNew?(items: I[]): Promise<Outcome<R>[]>
  /**
   * Decides submissions and stores those that are new; leaves out those that take a name of an earlier one. Throws LostRace
   * where something was stored meanwhile.
   */
  decideRound(tx: Tx, items: I[]): Promise<Map<I, Outcome<R>>>
  /** Says why a batch that has lost too many races is turned away. */
  busy: string
  /** Called when a batch was stored. */
  stored(): void
}

/** Each partition has its own line: a batch is one node's transaction. */
export function createBatchIntake<I extends Submission, R>(intake: BatchIntake<I, R>): GroupCommit<I, R> {
  const lines = new Map<number, GroupCommit<I, R>>()
  return {
    submit(item) {
      const partition = partitionOf(item.clientId)
      const line = lines.get(partition) ?? createLine(intake)
      lines.set(partition, line)
      return line.submit(item)
    },
    async drained() {
      await Promise.all([...lines.values()].map((line) => line.drained()))
    },
  }
}

function createLine<I extends Submission, R>(intake: BatchIntake<I, R>): GroupCommit<I, R> {
  return createGroupCommit<I, R>({
    flush: async (items) => {
      const outcomes = await storeBatch(intake, items)
      intake.stored()
      return outcomes
    },
    weigh: (item) => intake.weigh(item),
    batchWeightMax: intake.batchWeightMax,
    flushesMax: FLUSHES_MAX,
    queueWeightMax: intake.queueWeightMax,
    full: () =>
      new AppError(
        'UNAVAILABLE',
        'The service receives more requests than it can store right now. Nothing of this request was stored.',
        {
          retryAfterSeconds: 2,
        },
      ),
  })
}

async function storeBatch<I extends Submission, R>(intake: BatchIntake<I, R>, items: I[]): Promise<Outcome<R>[]> {
  try {
    const outcomes = await storeUnlessRaced(intake, items)
    return outcomes ?? items.map(() => ({ error: new AppError('UNAVAILABLE', intake.busy, { retryAfterSeconds: 1 }) }))
  } catch (error) {
    if (items.length === 1 || isDatabaseUnavailable(error)) throw error
    return Promise.all(items.map((item) => storeAlone(intake, item)))
  }
}

async function storeAlone<I extends Submission, R>(intake: BatchIntake<I, R>, item: I): Promise<Outcome<R>> {
  try {
    return (await storeBatch(intake, [item]))[0] ?? { error: new Error('no outcome') }
  } catch (error) {
    return { error }
  }
}

/** @returns undefined where the batch has lost too many races */
async function storeUnlessRaced<I extends Submission, R>(
  intake: BatchIntake<I, R>,
  items: I[],
): Promise<Outcome<R>[] | undefined> {
  if (intake.storeNew !== undefined) {
    const outcomes = await unlessRaced(intake.storeNew(items))
    if (outcomes !== undefined) return outcomes
  }
  for (let races = 0; races < RACES_MAX; races++) {
    const outcomes = await unlessRaced(decideInRounds(intake, items))
    if (outcomes !== undefined) return outcomes
  }
  return undefined
}

/** @returns undefined after a race: nothing was stored. Arrays in different orders may also wait for each other in a circle. */
async function unlessRaced<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof LostRace || isUniqueViolation(error) || isDeadlock(error)) return undefined
    throw error
  }
}

function decideInRounds<I extends Submission, R>(intake: BatchIntake<I, R>, items: I[]): Promise<Outcome<R>[]> {
  return withTransaction(intake.pool, async (tx) => {
    const outcomes = new Map<I, Outcome<R>>()
    for (let left = items; left.length > 0; left = left.filter((item) => !outcomes.has(item))) {
      const decided = await intake.decideRound(tx, left)
      if (decided.size === 0) throw new Error(`a round decided none of ${left.length} submissions`)
      for (const [item, outcome] of decided) outcomes.set(item, outcome)
    }
    return items.map((item) => outcomes.get(item) ?? { error: new Error('a submission was not decided') })
  })
}

/** The names that the submissions of one round take. */
export class TakenNames {
  private readonly taken = new Set<string>()

  /** Takes all of these names. @returns false where one is taken already: then it takes none */
  take(names: readonly string[]): boolean {
    if (names.some((name) => this.taken.has(name))) return false
    for (const name of names) this.taken.add(name)
    return true
  }
}
