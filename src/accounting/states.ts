/**
 * The life of a document on its way into an accounting system.
 *
 *   pending ──▶ sending ──▶ synced
 *      ▲           │ ├────▶ delivered ──▶ synced | failed     (systems that confirm later)
 *      │           │ ├────▶ unknown ──▶ synced | sending | failed
 *      │           │ └────▶ failed ──▶ unknown                (retried by a person)
 *      └───────────┘ certainly not stored
 *
 * `sending` is written before anything leaves; `unknown` means that it may be there: it is searched for before it is sent
 * again. An open document that is found in the system goes to `synced` from wherever it was.
 *
 * The statements that write states make the transitions of the tables below and no others: test/state-tables.test.ts
 * compares them.
 */
export const STATUSES = ['pending', 'sending', 'delivered', 'unknown', 'synced', 'failed', 'dropped'] as const
export type Status = (typeof STATUSES)[number]

/** Transitions that a runner that serves the queue may make. */
export const TRANSITIONS: Record<Status, readonly Status[]> = {
  pending: ['sending', 'synced', 'failed'],
  sending: ['sending', 'synced', 'delivered', 'unknown', 'failed', 'pending'],
  delivered: ['synced', 'failed'],
  unknown: ['sending', 'synced', 'delivered', 'unknown', 'failed'],
  failed: [],
  dropped: [],
  synced: [],
}

/** A document that is held, because it waits for an earlier one of its group, stays pending. */
export const HELD: Record<Status, readonly Status[]> = {
  pending: ['pending'],
  sending: [],
  delivered: [],
  unknown: [],
  failed: [],
  dropped: [],
  synced: [],
}

/** Transitions that a request may make: retry, replace and drop. */
export const REQUESTED: Record<Status, readonly Status[]> = {
  pending: [],
  sending: [],
  delivered: [],
  unknown: [],
  failed: ['unknown', 'pending', 'dropped'],
  dropped: ['pending'],
  synced: [],
}

/** The states from which `to` may be reached; what a guarded update puts in its where clause. */
export function statesBefore(to: Status, transitions: typeof TRANSITIONS = TRANSITIONS): Status[] {
  return STATUSES.filter((from) => transitions[from].includes(to))
}

/** The published numbers and words: 0 and 1 are published, 2 and 3 are Saatava extensions. */
export const PUBLIC_STATUS: Record<Status, { status: 0 | 1 | 2 | 3; description: string }> = {
  pending: { status: 0, description: 'Pending' },
  sending: { status: 0, description: 'Pending' },
  delivered: { status: 0, description: 'Pending' },
  unknown: { status: 0, description: 'Pending' },
  synced: { status: 1, description: 'Successfully synced' },
  failed: { status: 2, description: 'Failed' },
  dropped: { status: 3, description: 'Dropped' },
}
