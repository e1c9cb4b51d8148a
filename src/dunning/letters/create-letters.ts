/** Letters of a batch of steps or events: built, stored and enqueued for delivery, with a few statements for all of them. */
import type { LetterId } from '@saatava/core/ids.ts'
import { collectionAccountOf } from '../../agency/collection-account-of.ts'
import { lawOf } from '../../agency/law-of.ts'
import { clientFundsAccounts } from '../../agency/read-agency.ts'
import { channelsSetUp } from '../../channels/open-channels.ts'
import { type DebtorMark, markRule } from '@saatava/law/debtor-marks.ts'
import type { ChannelName } from '@saatava/einvoice/model/channels.ts'
import { type NewDelivery, enqueueDeliveries } from '../../deliveries/enqueue.ts'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import { readDocument, storedDocument } from '@saatava/einvoice/model/document-json.ts'
import type { StoredDocument } from '@saatava/einvoice/model/stored-document.ts'
import { acceptedDocuments } from '../../invoices/accepted-documents.ts'
import { chargedFees } from '../../journal/charged-fees.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { newId } from '../../platform/new-id.ts'
import { settingsOf } from '../../settings/client-settings.ts'
import { NO_AGENCY, collectorOf } from '../../claims/agency.ts'
import { contractsOf } from '../../claims/contracts-of.ts'
import { type FedCaseEvent, recordCaseEvents } from '../../claims/record-case-events.ts'
import { stopsOf } from '../debtors/hold-marked.ts'
import { letterChannels } from './letter-channels.ts'
import { letterDocument } from './letter-document.ts'
import { isNotice } from './notice.ts'
import type { LetterRequest } from './letter-request.ts'
import { insertLetters } from './queries.ts'

interface Letter {
  request: LetterRequest
  letterId: LetterId
  document: StoredDocument
  channels: ChannelName[]
}

interface Unsent {
  request: LetterRequest
  reasons: string[]
}

/**
 * @returns the letters' ids in order; undefined where no channel leads to the debtor: such a letter is not made, its case
 *   says why (LETTER_NOT_SENT), and nothing may be charged for it
 * @throws where the settings do not name the agency as the law wants it on letters
 */
export async function createLetters(
  ctx: Ctx,
  tx: Tx,
  requests: LetterRequest[],
  at: Date,
): Promise<(string | undefined)[]> {
  if (requests.length === 0) return []
  const made = await makeLetters(ctx, tx, requests)
  const letters = made.filter((one): one is Letter => 'letterId' in one)
  if (letters.length > 0) await insertLetters(tx, letters.map(newLetter), at)
  await enqueueDeliveries(tx, letters.flatMap(deliveriesOf), at)
  await noteUnsent(
    ctx,
    tx,
    made.filter((one): one is Unsent => 'reasons' in one),
    at,
  )
  return made.map((one) => ('letterId' in one ? one.letterId : undefined))
}

async function makeLetters(ctx: Ctx, tx: Tx, requests: LetterRequest[]): Promise<(Letter | Unsent)[]> {
  const { config, pool } = ctx.platform
  const collector = await collectorOf(ctx.platform, tx)
  // The caller takes no step then that sends a letter.
  if (collector === undefined) throw new Error(NO_AGENCY)
  const setUp = channelsSetUp(config)
  const law = await lawOf(ctx.platform, tx)
  const documents = await acceptedDocuments(
    tx,
    requests.map(({ case: debt }) => debt),
  )
  const clientIds = new Set(requests.map(({ case: debt }) => debt.clientId))
  const settings = await settingsOf(pool, tx, clientIds)
  const accounts = await clientFundsAccounts(ctx.platform, tx)
  const contract = await contractsOf(tx, clientIds)
  const charged = await chargedFees(
    tx,
    requests.map(({ case: debt }) => debt),
  )
  const stopOf = await stopsOf(
    tx,
    requests.map(({ case: debt }) => debt),
  )
  return requests.map((asked): Letter | Unsent => {
    const request = { ...asked, charged: charged(asked.case), notice: isNotice(law, asked) }
    const { clientId, invoiceId } = request.case
    const mark = stopOf(request.case)
    if (mark !== undefined) return { request, reasons: [markText(mark, request.case.country)] }
    const stored = documents.get(`${clientId} ${invoiceId}`)
    if (stored === undefined) return { request, reasons: ['The invoice has no accepted document.'] }
    const invoice = readDocument(stored)
    const { currency } = request.case
    const account = collectionAccountOf(accounts, { currency, contract: contract(clientId) })
    // A buyer of the receivable is paid on the accounts of the invoice; nobody else is paid but the agency.
    const bought = invoice.factoring !== undefined && invoice.payment.payee === undefined
    if (account === undefined && !bought)
      return { request, reasons: [`The agency has no account for payments in ${currency}.`] }
    const document: InvoiceDocument = letterDocument(request, invoice, collector, bought ? undefined : account)
    const fallback = settings.get(clientId)?.settings.channels.fallback ?? true
    const { channels, reasons } = letterChannels(request.case, document, law, request.date, setUp, fallback)
    if (channels.length === 0) return { request, reasons }
    return { request, letterId: newId(), document: storedDocument(document, stored.logo ?? null), channels }
  })
}

function markText(mark: DebtorMark, country: string): string {
  const { ruleId, source } = markRule(mark, country)
  return `The debtor has the mark ${mark} (${ruleId}, ${source}).`
}

function newLetter({ request: { case: debt, kind, about }, letterId, document }: Letter) {
  const { clientId, caseId } = debt
  return { clientId, caseId, letterId, kind, document, about: about?.key ?? null }
}

function deliveriesOf({ request: { case: debt }, letterId, channels }: Letter): NewDelivery[] {
  const { clientId, invoiceId } = debt
  return channels.map((channel, rank) => ({ clientId, invoiceId, letterId, channel, rank }))
}

/** Letters that are not made: their cases and the feed say why. */
export async function noteUnsent(ctx: Ctx, tx: Tx, unsent: readonly Unsent[], at: Date): Promise<void> {
  const events = unsent.map(({ request: { case: debt, kind }, reasons }): FedCaseEvent => {
    const { clientId, caseId, invoiceNumber } = debt
    return { clientId, caseId, invoiceNumber, kind: 'LETTER_NOT_SENT', data: { kind, reason: reasons.join(' ') } }
  })
  await recordCaseEvents(ctx, tx, events, at)
}
