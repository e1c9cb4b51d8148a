/**
 * Lists of rows that belong to clients, for the agency's people: they see the rows of all clients, client after client. Each read
 * is about one client, as the verbs are, and the cursor says how far the clients have been read.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { allClients } from '../../onboarding/all-clients.ts'
import { type ClientCtx, clientCtx } from '../../platform/context.ts'
import { invalid } from '../../platform/errors.ts'
import type { ConsoleCtx } from '../shell.ts'
import type { Place, Rows } from './spec.ts'

/** A page looks at no more clients: it may then hold fewer rows than it could, and the next page goes on. */
const CLIENTS_MAX = 500

type Read<Row> = (ctx: ClientCtx, place: Place) => Promise<Rows<Row>>

/** The client where the page is about one; else every client in the order of their numbers. */
export async function overClients<Row>(ctx: ConsoleCtx, place: Place, read: Read<Row>): Promise<Rows<Row>> {
  if (ctx.clientId !== undefined) return read(clientCtx(ctx, ctx.clientId), place)
  const rows: Row[] = []
  let at = cursorIn(place.after)
  for (const clientId of await clientsFrom(ctx, at)) {
    const after = at.clientId === clientId ? at.within : undefined
    // One row more than the page holds shows that there is a next page.
    const left = place.limit - rows.length
    const found = await read(clientCtx(ctx, clientId), { limit: Math.max(left, 1), after })
    if (left === 0 && found.rows.length > 0) return { rows, next: cursorOf(at) }
    rows.push(...found.rows)
    at = { clientId, within: found.next, isPast: found.next === undefined }
    if (found.next !== undefined) return { rows, next: cursorOf(at) }
  }
  return { rows, next: (await hasMore(ctx, at)) ? cursorOf(at) : undefined }
}

/** Reads as `overClients` does, and adds the client to each row. */
export function ofEachClient<Row>(
  ctx: ConsoleCtx,
  place: Place,
  read: Read<Row>,
): Promise<Rows<Row & { clientId: ClientId }>> {
  return overClients(ctx, place, async (client, own) => {
    const { rows, next } = await read(client, own)
    return { rows: rows.map((row) => ({ ...row, clientId: client.clientId })), next }
  })
}

/** Counts up to `max` over the clients. */
export async function countOverClients(
  ctx: ConsoleCtx,
  max: number,
  count: (ctx: ClientCtx, max: number) => Promise<number>,
): Promise<number> {
  if (ctx.clientId !== undefined) return count(clientCtx(ctx, ctx.clientId), max)
  let counted = 0
  for (const clientId of await clientsFrom(ctx, cursorIn(undefined))) {
    if (counted >= max) break
    counted += await count(clientCtx(ctx, clientId), max - counted)
  }
  return counted
}

interface Cursor {
  clientId: ClientId
  /** The cursor of the list of this client. */
  within: string | undefined
  /** All rows of the client have been shown. */
  isPast: boolean
}

const CURSOR = /^(\d{1,15})(?:~(.+))?$/

function cursorIn(after: string | undefined): Cursor {
  if (after === undefined) return { clientId: 0, within: undefined, isPast: true }
  const [, clientId, within] = CURSOR.exec(after) ?? []
  if (clientId === undefined)
    throw invalid([{ pointer: '?after', code: 'WRONG_FORM', message: 'is no cursor of this list', received: after }])
  return { clientId: Number(clientId), within, isPast: within === undefined }
}

function cursorOf({ clientId, within }: Cursor): string {
  return within === undefined ? String(clientId) : `${clientId}~${within}`
}

async function clientsFrom(ctx: ConsoleCtx, at: Cursor): Promise<ClientId[]> {
  const clients = await allClients(ctx, { after: at.isPast ? at.clientId : at.clientId - 1, limit: CLIENTS_MAX })
  return clients.map(({ clientId }) => clientId)
}

async function hasMore(ctx: ConsoleCtx, at: Cursor): Promise<boolean> {
  return (await allClients(ctx, { after: at.clientId, limit: 1 })).length > 0
}
