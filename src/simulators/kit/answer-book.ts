/** Answers that a simulator has ready in its drop's in/: each may be seen from a moment on, until it is settled. */

interface BookedAnswer {
  name: string
  body: string
  /** Milliseconds since 1970. */
  dueAt: number
  settled: 'done' | 'bad' | null
}

export interface AnswerBook {
  all: ReadonlyMap<string, BookedAnswer>
  /** Under the next number, so that names stand in the order in which they were made. @param label ends the name */
  add(label: string, body: unknown, dueAt: number): BookedAnswer
  /** Names that are due and not settled, after one, at most so many. */
  list(after: string, max: number, now: number): string[]
  /** The text of one that is due and not settled. */
  read(name: string, now: number): string | undefined
  archive(name: string, as: 'done' | 'bad'): boolean
}

const NUMBER_DIGITS = 10

export function createAnswerBook(): AnswerBook {
  const all = new Map<string, BookedAnswer>()
  // Apart from the settled ones, so that a long life does not make lists slow.
  const open = new Map<string, BookedAnswer>()
  return {
    all,
    add(label, body, dueAt) {
      const name = `${String(all.size + 1).padStart(NUMBER_DIGITS, '0')}-${label}.json`
      const answer: BookedAnswer = { name, body: JSON.stringify(body), dueAt, settled: null }
      all.set(name, answer)
      open.set(name, answer)
      return answer
    },
    list(after, max, now) {
      const names: string[] = []
      for (const { name, dueAt } of open.values()) {
        if (names.length >= max) break
        if (name > after && dueAt <= now) names.push(name)
      }
      return names
    },
    read(name, now) {
      const answer = open.get(name)
      return answer === undefined || answer.dueAt > now ? undefined : answer.body
    },
    archive(name, as) {
      const answer = open.get(name)
      if (answer === undefined) return false
      answer.settled = as
      return open.delete(name)
    },
  }
}
