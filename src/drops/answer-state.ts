/**
 * How far one file of answers is. The state is kept in memory only: after a restart every report of the files that were
 * not moved is shown again.
 *
 *     NOT_JSON ──▶ UNFINISHED ── unfinishedMs later ──▶ bad/
 *     READ ──▶ OPEN ── ACKNOWLEDGED, the last report ──▶ done/, or bad/ where a part of the file could not be read
 *
 * A file without a report that can be read is moved to bad/ whatever its state.
 */
export type MovedTo = 'done' | 'bad'

export type FileState =
  /** The content is not JSON yet; somebody may still be writing it. */
  | { step: 'UNFINISHED'; content: string; since: number }
  /** `reports`: how many it holds; undefined where reports were acknowledged before this process read the file. */
  | {
      step: 'OPEN'
      content: string
      reports: number | undefined
      acknowledged: ReadonlySet<number>
      as: MovedTo
    }

/** `content` is the hash of the bytes: another content under the name is another file. */
export type FileEvent = { content: string } & (
  | { type: 'NOT_JSON'; now: number; unfinishedMs: number }
  | { type: 'READ'; reports: number; hasFaults: boolean }
  | { type: 'ACKNOWLEDGED'; reports: readonly number[] }
)

interface NextState {
  /** The caller remembers it until the file has been moved. */
  state: FileState
  /** Where the file belongs now; null: it stays. */
  moveTo: MovedTo | null
}

export function nextState(before: FileState | undefined, event: FileEvent): NextState {
  const { content } = event
  const same = before?.content === content ? before : undefined
  const open = same?.step === 'OPEN' ? same : undefined
  const acknowledged = open?.acknowledged ?? new Set<number>()
  switch (event.type) {
    case 'NOT_JSON': {
      const since = same?.step === 'UNFINISHED' ? same.since : event.now
      const state: FileState = { step: 'UNFINISHED', content, since }
      return { state, moveTo: event.now - since >= event.unfinishedMs ? 'bad' : null }
    }
    case 'READ':
      return opened({ content, reports: event.reports, acknowledged, as: event.hasFaults ? 'bad' : 'done' })
    case 'ACKNOWLEDGED':
      // The file was overwritten and read again: its earlier reports no longer decide about it.
      if (before !== undefined && same === undefined) return { state: before, moveTo: null }
      return opened({
        content,
        reports: open?.reports,
        acknowledged: new Set([...acknowledged, ...event.reports]),
        as: open?.as ?? 'done',
      })
    default:
      return event satisfies never
  }
}

function opened(open: Omit<Extract<FileState, { step: 'OPEN' }>, 'step'>): NextState {
  const isDone = open.reports !== undefined && open.acknowledged.size >= open.reports
  return { state: { step: 'OPEN', ...open }, moveTo: isDone ? open.as : null }
}
