/** A life as it goes: day by day what is to happen, done through the service's own doors. */
import { proveFunds } from './checks/funds.ts'
import { strict as assert } from 'node:assert'
import { addDays } from '@saatava/core/dates.ts'
import { Deeds } from './deeds.ts'
import type { LifeClient } from './client.ts'
import { requestOf } from './requests.ts'
import type { PlannedInvoice, Scenario } from './scenario.ts'
import { type Size, endOf } from './size.ts'
import type { Deed } from './stories.ts'
import type { LifeWorld } from './world.ts'

/** An invoice once it has been sent. */
export interface LivedInvoice {
  planned: PlannedInvoice
  client: LifeClient
  invoiceId: string
  /** The scenario's record of its acts, for a person who searches for a mistake. */
  reported: string[]
}

export interface Lived {
  invoices: LivedInvoice[]
  /** Credit notes, as sent. */
  creditNotes: { of: LivedInvoice; number: number; gross: bigint }[]
  /** Acts that were refused, and may be. */
  refused: string[]
}

/** @param monthly is called at the end of each month and of the life */
export async function live(
  world: LifeWorld,
  scenario: Scenario,
  size: Size,
  monthly: (lived: Lived, today: string, last: boolean) => Promise<void>,
): Promise<Lived> {
  const lived: Lived = { invoices: [], creditNotes: [], refused: [] }
  const deeds = new Deeds(world, lived)
  const last = daysOf(size)
  const agenda = new Map<number, (() => Promise<void>)[]>()
  const note = (day: number, work: () => Promise<void>) => {
    if (day > last) return
    const list = agenda.get(day)
    if (list === undefined) agenda.set(day, [work])
    else list.push(work)
  }
  for (const planned of scenario.invoices) {
    note(planned.day, async () => {
      const invoice = await send(world, planned, addDays(size.start, planned.day))
      lived.invoices.push(invoice)
      for (const deed of planned.deeds)
        note(Math.max(deed.day, planned.day + 1), () =>
          perform(deeds, invoice, deed, addDays(size.start, Math.max(deed.day, planned.day + 1))),
        )
    })
  }
  let checked = 0
  for (let day = 0; day <= last; day += 1) {
    const monthEnds = Math.floor(day / 30.4) > checked
    if (!agenda.has(day) && !monthEnds && day < last) continue
    const today = addDays(size.start, day)
    await world.moveTo(today)
    // Work that is noted for today while today goes by is done today.
    const works = agenda.get(day) ?? []
    for (let i = 0; i < works.length; i += 1) await works[i]?.()
    await world.deliverBankFiles(today)
    await world.executePayments(today)
    await proveFunds(world, today)
    if (!monthEnds && day < last) continue
    checked = Math.floor(day / 30.4)
    await world.moveTo(today, '20:00')
    await monthly(lived, today, day >= last)
  }
  return lived
}

function daysOf(size: Size): number {
  return (Date.parse(endOf(size)) - Date.parse(size.start)) / 86_400_000
}

export function lastDayOf(size: Size): number {
  return daysOf(size)
}

async function perform(deeds: Deeds, invoice: LivedInvoice, deed: Deed, today: string): Promise<void> {
  const outcome = await deeds.do(invoice, deed, today)
  invoice.reported.push(`${today} ${deed.do}: ${outcome}`)
}

async function send(world: LifeWorld, planned: PlannedInvoice, today: string): Promise<LivedInvoice> {
  const client = world.clients[planned.client] as LifeClient
  const body = requestOf(client, planned, today)
  const reply = await client.post<{ invoiceId: string }>('/invoice', body)
  assert.equal(reply.status, 200, `invoice ${planned.number} of client ${client.clientId}: ${reply.text}`)
  const reported = [
    `${today} ${planned.type} ${planned.number} is sent by ${planned.channel}; the debtor ${planned.story}`,
  ]
  return { planned, client, invoiceId: reply.body.invoiceId, reported }
}
