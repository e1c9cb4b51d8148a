import { emit } from '../events/emit.ts'
import type { Notices } from '../channels/email/notices.ts'
import { NewClient } from '../onboarding/schemas.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, isDatabaseUnavailable, withTransaction } from '../platform/database.ts'
import { stored } from '../platform/stored.ts'
import { mailAbout } from './notice-mail.ts'
import {
  type DueNotice,
  clientDetails,
  clientsWithNotices,
  disableDead,
  lockNotices,
  noteNotice,
  putOffNotice,
} from './notice-queries.ts'
import { noteDisabled } from './note-disabled.ts'
import { isDead } from './push/endpoint-health.ts'
import { DISABLED_NOTICE, nextNotice } from './push/next-notice.ts'

const NOTICES_MAX = 20
/** A mail that could not be sent is sent again after this. */
const AGAIN_MS = 300_000
/** An endpoint with too little evidence is judged again after this, or when its next attempt fails. */
const JUDGED_AGAIN_MS = 86_400_000

const readClient = stored(NewClient, 'client.details')

/**
 * Sends the mails about endpoints that fail, and writes the event of each. A mail may leave twice where a process dies
 * between the two. @returns whether there may be more
 */
export async function sendNotices(ctx: Ctx, notices: Notices | undefined): Promise<boolean> {
  const { pool, clock } = ctx.platform
  const now = clock.now()
  const clientIds = await clientsWithNotices(pool, now, NOTICES_MAX)
  if (clientIds.length === 0) return false
  const due = await withTransaction(pool, async (tx) => {
    const toMail: DueNotice[] = []
    for (const one of await lockNotices(tx, now, clientIds, NOTICES_MAX)) {
      const judged = await judge(ctx, tx, one, now)
      if (judged !== undefined) toMail.push(judged)
      await putOffNotice(tx, one, new Date(now.getTime() + (judged === undefined ? JUDGED_AGAIN_MS : AGAIN_MS)))
    }
    return toMail
  })
  for (const one of due) {
    try {
      await sendOne(ctx, notices, one, now)
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error
      const { clientId, webhookId } = one
      ctx.log.warn({ err: error, clientId, webhookId }, 'a mail about a webhook endpoint failed; it is tried again')
    }
  }
  return due.length === NOTICES_MAX
}

/** After five days the endpoint is judged. @returns what to mail about; undefined where the evidence is too little */
async function judge(ctx: Ctx, tx: Tx, about: DueNotice, now: Date): Promise<DueNotice | undefined> {
  const { clientId, webhookId, failures, disabledAs } = about
  if (disabledAs !== null || about.notices + 1 < DISABLED_NOTICE) return about
  if (!isDead(about, now)) return undefined
  await disableDead(tx, about, now)
  await noteDisabled(ctx, tx, { clientId, webhookId, disabledAs: 'NO_SUCCESS', failures })
  return { ...about, disabledAs: 'NO_SUCCESS' }
}

async function sendOne(ctx: Ctx, notices: Notices | undefined, about: DueNotice, now: Date): Promise<void> {
  const { clientId, webhookId, failingSince, failures, disabledAs } = about
  const isDisabled = disabledAs !== null
  const next = nextNotice({ failingSince, isDisabled, sent: about.notices }, now)
  const number = next?.number ?? about.notices
  const to = await receiverOf(ctx, about)
  const mail = mailAbout(about, number)
  if (notices === undefined || to === undefined)
    ctx.log.warn(
      { clientId, webhookId, isDisabled },
      'a mail about a webhook endpoint has no receiver, or there is no mail server',
    )
  else if (
    !(await notices.send({ ...mail, id: `${webhookId}.${failingSince?.getTime() ?? 0}.${number}`, to, at: now }))
  ) {
    ctx.log.warn({ clientId, webhookId }, 'a mail about a webhook endpoint could not be sent; it is tried again')
    return
  }
  await withTransaction(ctx.platform.pool, async (tx) => {
    const after = nextNotice({ failingSince, isDisabled, sent: number }, now)
    const noted = await noteNotice(tx, about, { number, nextAt: after?.at ?? null })
    if (!noted || isDisabled || failingSince === null) return
    await emit(ctx, tx, clientId, 'webhook.failing', `webhook:${webhookId}`, {
      ...{ failingSince: failingSince.toISOString(), failures },
    })
  })
}

/** The address of the endpoint; else the technical contact of the client, else its primary contact. */
async function receiverOf(ctx: Ctx, { clientId, partnerId, contactEmail }: DueNotice): Promise<string | undefined> {
  if (contactEmail !== null || partnerId !== null) return contactEmail ?? undefined
  const details = await clientDetails(ctx.platform.pool, clientId)
  if (details === undefined) return undefined
  const { contacts } = readClient(details, `client ${clientId}`)
  return contacts.technical?.email ?? contacts.primary.email
}
