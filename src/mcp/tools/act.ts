/**
 * Changes, in two steps. `preview_action` runs each row by its verb in a transaction that is rolled back, and answers with the id of
 * the job that would do it, and a hash. `perform_action` starts that job once, and only with the hash of what would still happen: a
 * program cannot make one up, and nobody gets another effect than the one that was shown.
 */
import { timingSafeEqual } from 'node:crypto'
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { BULK_ACT_NAMES, bulkActOf } from '../../bulk/acts.ts'
import type { BulkInput } from '../../bulk/job.ts'
import { type BulkPreview, TRIED_MAX, previewBulk } from '../../bulk/preview-bulk.ts'
import { startBulk } from '../../bulk/start-bulk.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import { AppError } from '../../platform/errors.ts'
import { date, oneOf } from '../../platform/http/schema.ts'
import { keyedHash } from '../../platform/keyed-hash.ts'
import { newId } from '../../platform/new-id.ts'
import type { Call } from '../call.ts'
import { tool } from '../tool.ts'

const ROW_CHARACTERS_MAX = 200
const HASH_CHARACTERS = 43
/** A person who has looked at a preview for longer looks again. */
const VALID_MS = 15 * 60_000

const Action = {
  action: oneOf(BULK_ACT_NAMES),
  rows: Type.Array(Type.String({ minLength: 3, maxLength: ROW_CHARACTERS_MAX }), {
    ...{ minItems: 1, maxItems: TRIED_MAX, uniqueItems: true },
    description:
      'each "client.id": 100001.4711 for a case, 100001.1102.INVOICE for an invoice, 0.<taskId> for a task, 0.<deliveryId> for a delivery, and the field row of a voucher',
  }),
  until: Type.Optional(date('the day until which tasks sleep, for task.snooze')),
}
type Action = Static<ReturnType<typeof Type.Object<typeof Action>>>

export const previewAction = tool({
  name: 'preview_action',
  title: 'Preview a change',
  description:
    'Shows the effect of an action on rows without doing it: which are done, which are refused and why. Show it to the person before you call perform_action with its hash.',
  permission: ({ action }) => bulkActOf(action).permission,
  isReadOnly: true,
  input: Type.Object(Action),
  async run(call, input) {
    const preview = await previewBulk(call.whole, call.services, inputOf(call, input))
    const { label, explains } = bulkActOf(input.action)
    const jobId = newId()
    const hash = await hashOf(call, { ...input, jobId }, preview)
    return { action: label, effect: explains, ...preview, jobId, hash: hash.toString('base64url') }
  },
})

export const performAction = tool({
  name: 'perform_action',
  title: 'Do a change',
  description:
    'Does what preview_action has shown, if that is still the effect. Call it only when the person has agreed. A worker does the rows one by one. Where four eyes is on, a large action waits for a second person.',
  permission: ({ action }) => bulkActOf(action).permission,
  isReadOnly: false,
  input: Type.Object({
    ...Action,
    jobId: Type.String({ pattern: UUID_PATTERN, description: 'jobId of preview_action' }),
    hash: Type.String({
      ...{ minLength: HASH_CHARACTERS, maxLength: HASH_CHARACTERS },
      description: 'hash of preview_action for the same action and rows',
    }),
  }),
  async run(call, { hash, ...input }) {
    const asked = inputOf(call, input)
    if (call.ctx.platform.clock.real().getTime() - madeAt(input.jobId) > VALID_MS) throw outdated()
    const given = Buffer.from(hash, 'base64url')
    const right = await hashOf(call, input, await previewBulk(call.whole, call.services, asked))
    if (given.length !== right.length || !timingSafeEqual(given, right)) throw outdated()
    try {
      const jobId = await startBulk(call.whole, asked, input.jobId)
      call.services.wake()
      return { jobId, state: 'RUNNING', page: `/console/bulk/${jobId}` }
    } catch (error) {
      if (error instanceof AppError && error.code === 'WAITING') return error.extra
      throw error
    }
  },
})

function inputOf({ clientId }: Call, { action, rows, until }: Action): BulkInput {
  return {
    ...{ clientId: clientId ?? OPERATOR_TENANT, act: action, keys: rows, list: '/console' },
    fields: until === undefined ? {} : { until },
  }
}

/** It holds for one token, one job, one action and one effect. */
function hashOf(
  { ctx, agent }: Call,
  { jobId, action, rows, until }: Action & { jobId: string },
  { tried }: BulkPreview,
): Promise<Buffer> {
  const shown = JSON.stringify([agent.tokenId, jobId, action, rows, until ?? null, tried])
  return keyedHash(ctx.platform, ctx.platform.pool, 'agent preview', shown)
}

/** A UUIDv7 begins with the moment at which it was made, in milliseconds. */
function madeAt(jobId: string): number {
  const hexDigits = 12
  return Number.parseInt(jobId.replaceAll('-', '').slice(0, hexDigits), 16)
}

function outdated(): AppError {
  return new AppError(
    'CONFLICT',
    'The hash is not that of what would happen now. Call preview_action again, and show its effect.',
  )
}
