/** An act that needs a second person is answered with the id of an approval. */
export interface Awaited {
  approvalId: string
  state: 'WAITING'
}

/** True where the act waits for a second person; `approvals.get` shows when it is decided. */
export function isAwaited(answer: unknown): answer is Awaited {
  return typeof answer === 'object' && answer !== null && 'approvalId' in answer && 'state' in answer
}
