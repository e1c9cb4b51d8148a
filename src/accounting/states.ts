/**
 * The life of a document on its way into an accounting system.
 *
 *   pending ──▶ sending ──▶ synced
 *      ▲           │ ├────▶ delivered ──▶ synced | failed     (systems that confirm later)
 *      │           │ ├────▶ unknown ──▶ synced | sending | failed
 *      │           │ └────▶ failed ──▶ unknown                (retried by a person)
 *      └───────────┘ certainly not stored
 *
 * `sending` is written before anything leaves; `unknown` means that it may be there: it is looked for before it is sent
 * again. A document found in the system goes to `synced` from wherever it was.
 */
export const STATUSES = ['pending', 'sending', 'delivered', 'unknown', 'synced', 'failed'] as const
export type Status = (typeof STATUSES)[number]

export const TRANSITIONS: Record<Status, readonly Status[]> = {
  pending: ['sending', 'synced', 'failed'],
  sending: ['sending', 'synced', 'delivered', 'unknown', 'failed', 'pending'],
  delivered: ['synced', 'failed'],
  unknown: ['sending', 'synced', 'delivered', 'unknown', 'failed'],
  failed: ['unknown'],
  synced: [],
}

/** The states from which `to` may be reached; what a guarded update puts in its where clause. */
export function statesBefore(to: Status): Status[] {
  return STATUSES.filter((from) => TRANSITIONS[from].includes(to))
}

/** The published numbers and words: 0 and 1 are published, 2 is ours. */
export const PUBLIC_STATUS: Record<Status, { status: 0 | 1 | 2; description: string }> = {
  pending: { status: 0, description: 'Pending' },
  sending: { status: 0, description: 'Pending' },
  delivered: { status: 0, description: 'Pending' },
  unknown: { status: 0, description: 'Pending' },
  synced: { status: 1, description: 'Successfully synced' },
  failed: { status: 2, description: 'Failed' },
}
