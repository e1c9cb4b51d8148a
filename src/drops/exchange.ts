/**
 * An exchange with another company over files: what is for them stands in out/, what they answer in in/. A file that has
 * been handled is moved to in/done/, one that cannot be read to in/bad/; nothing is deleted. A partner that keeps its
 * part of this moves what it has taken to out/done/, and then a file delivered twice is seen to be the same; where it
 * deletes instead, it has to know the name again [GAP: every operator and print house has its own custom].
 */
import type { PutResult, TakingDrop } from './drop.ts'

export const OUT_FOLDER = 'out'
export const IN_FOLDER = 'in'
const DONE_FOLDER = 'done'
const BAD_FOLDER = 'bad'

export interface Exchange {
  /**
   * Delivers a file under its name, whole or not at all; the same twice is SAME.
   * @throws DropError of any kind
   */
  put(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<PutResult>
  /** A file that was delivered, null where it cannot be seen any more. @throws DropError temporary or auth */
  sent(name: string, signal: AbortSignal): Promise<Uint8Array | null>
  /** The first answers by name, at most `max`. @throws DropError temporary or auth */
  answers(max: number, signal: AbortSignal): Promise<string[]>
  /** An answer's bytes, null when it is gone. @throws DropError temporary or auth, `FILE_TOO_LARGE` */
  read(name: string, signal: AbortSignal): Promise<Uint8Array | null>
  /** An answer has been handled, or cannot be: it is not listed again. Twice is once. */
  archive(name: string, as: 'done' | 'bad', signal: AbortSignal): Promise<void>
  /** Tries both sides; answers where the exchange is, in words. */
  probe(signal: AbortSignal): Promise<string>
  close(): Promise<void>
}

/** An exchange whose two sides are drops; `close` ends what they share. */
export function exchangeOf(
  out: TakingDrop,
  answers: TakingDrop,
  close: () => Promise<void> = () => Promise.resolve(),
): Exchange {
  return {
    async put(name, bytes, signal) {
      // Asked first, because a file that was taken may be compared but not delivered again.
      const taken = await out.read(`${DONE_FOLDER}/${name}`, signal)
      if (taken !== null) return Buffer.compare(taken, bytes) === 0 ? 'SAME' : 'DIFFERS'
      return out.put(name, bytes, signal)
    },
    sent: async (name, signal) => (await out.read(name, signal)) ?? out.read(`${DONE_FOLDER}/${name}`, signal),
    answers: (max, signal) => answers.first(max, signal),
    read: (name, signal) => answers.read(name, signal),
    archive: (name, as, signal) => answers.move(name, as === 'done' ? DONE_FOLDER : BAD_FOLDER, signal),
    async probe(signal) {
      const where = await out.probe(signal)
      await answers.probe(signal)
      return where
    },
    close,
  }
}
