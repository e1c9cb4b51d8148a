import type { CivilDate } from '@saatava/core/dates.ts'
import type { BankEntry, BankFaultCode, BankFaultScope, BankFileHead, BankFileItem } from './bank-file.ts'
import type { KnownDays } from './entry-dates.ts'
import type { BankFileLimits } from './limits.ts'
import { SeenReferences } from './seen-references.ts'
import type { BankStatement } from './statement.ts'

/** Reading cannot go on: what follows would be a guess. */
export class ReadingStopped extends Error {
  override name = 'ReadingStopped'
  readonly code: BankFaultCode
  readonly position: string

  constructor(code: BankFaultCode, position: string, message: string) {
    super(message)
    this.code = code
    this.position = position
  }
}

/** The output of a reader, counted; taken away piece by piece. */
export class Output {
  readonly limits: Readonly<BankFileLimits>
  /** Bounds of the entries' dates: today, and the file's own day once it is read. */
  readonly days: KnownDays
  entries = 0
  faults = 0
  readonly #seen: SeenReferences
  readonly #sums = new Map<string, bigint>()
  #entryFaults = 0
  #damaged = false
  #begun = false
  /** Faults before the head, which comes first: there are few, since there is no entry yet. */
  #early: BankFileItem[] = []
  #items: BankFileItem[] = []

  /** @param today civil date; undefined where none is to bound the dates of the file */
  constructor(limits: Readonly<BankFileLimits>, today?: CivilDate) {
    this.limits = limits
    this.days = { today }
    this.#seen = new SeenReferences(limits.referencesMax)
  }

  head(head: Omit<BankFileHead, 'kind'>): void {
    this.#items.push({ kind: 'file', ...head }, ...this.#early)
    this.#begun = true
    this.#early = []
  }

  entry(position: string, entry: BankEntry): void {
    const times = this.#seen.add(entry.bankReference)
    if (times > 1) {
      entry.bankReference += `~${times}`
      this.fault(
        'check',
        position,
        'REPEATED_REFERENCE',
        `The bank's reference comes a second time in this file, with the same amount; it is given as ${entry.bankReference}.`,
      )
    }
    this.entries += 1
    this.#sums.set(entry.currency, (this.#sums.get(entry.currency) ?? 0n) + entry.amount)
    this.#items.push({ kind: 'entry', position, entry })
  }

  statement(statement: BankStatement): void {
    this.#items.push(statement)
  }

  fault(scope: BankFaultScope, position: string, code: BankFaultCode, message: string): void {
    this.faults += 1
    const items = this.#begun ? this.#items : this.#early
    items.push({ kind: 'fault', scope, position, code, message })
    if (scope !== 'entry') return
    this.#entryFaults += 1
    if (this.#entryFaults > this.limits.entryFaultsMax)
      throw new ReadingStopped(
        'TOO_MANY_FAULTS',
        position,
        `More than ${this.limits.entryFaultsMax} entries could not be read.`,
      )
  }

  /** Said once a file: a file in the wrong encoding is damaged all over. */
  damaged(position: string): void {
    if (this.#damaged) return
    this.#damaged = true
    this.fault(
      'check',
      position,
      'DAMAGED_TEXT',
      'Some bytes are not characters of the file’s encoding. U+FFFD or a space replaces them, here and perhaps further on.',
    )
  }

  get sum(): bigint | undefined {
    const [sum, another] = this.#sums.values()
    return another === undefined ? sum : undefined
  }

  /** The file has ended: what waits for a head need not wait. */
  end(): void {
    this.#items.push(...this.#early)
    this.#early = []
    this.#begun = true
  }

  take(): BankFileItem[] {
    const items = this.#items
    this.#items = []
    return items
  }
}
