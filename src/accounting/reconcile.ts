/** Reads the vouchers and payments of some days back from the accounting system and holds them against our books. */
import type { AccountingDocument, RemoteVoucher } from '../connectors/port.ts'
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { absolute, minorToText, sum } from '@saatava/core/money.ts'
import { invalid } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { type Deviation, clearingBalances } from './clearing-balance.ts'
import { effectsOf, effectsThere } from './clearing-effects.ts'
import type { AccountingCtx } from './context.ts'
import { documentOf } from './payloads.ts'
import { type SyncedDocument, syncedBetween } from './reconcile-queries.ts'
import type { OpenConnection } from './sync/sessions.ts'
import { upstreamError } from './upstream-error.ts'
import { withConnection } from './with-connection.ts'

const DAYS_MAX = 92
/** A voucher may be dated by its booking dates, which lie around the document's date. */
const DATE_SLACK_DAYS = 62

interface ReconciliationLine {
  kind: string
  sourceIdentifier: string | null
  remoteId: string | null
  date: CivilDate | null
  message: string
}

interface Findings {
  matched: number
  missing: ReconciliationLine[]
  doubled: ReconciliationLine[]
  different: ReconciliationLine[]
  /** Deviations of the clearing account. */
  deviations: Deviation[]
}

/**
 * Reports what is missing, doubled or different in the accounting system among the documents that we call synced, and
 * whether the clearing account there holds the amount that is allocated and not settled. Errors: 400 a range that is
 * backwards or longer than 92 days; 404, 503 as withConnection; 422, 503 when the accounting system refuses or fails.
 */
export async function reconcile(
  ctx: AccountingCtx,
  query: { fromDate: CivilDate; toDate: CivilDate; companyIdentifier?: string },
): Promise<Answer> {
  const { fromDate, toDate } = query
  if (fromDate > toDate || addDays(fromDate, DAYS_MAX) < toDate) {
    throw invalid([
      {
        pointer: '?toDate',
        code: 'OUT_OF_RANGE',
        message: `must be from fromDate to ${DAYS_MAX} days after it`,
        received: toDate,
      },
    ])
  }
  const body = await withConnection(ctx, query.companyIdentifier, async (open, lease) => {
    const findings: Findings = { matched: 0, missing: [], doubled: [], different: [], deviations: [] }
    const range = { from: fromDate, to: toDate }
    const vouchers = await open.session.readBack('ledger', fromDate, toDate, lease.signal)
    const payments = await open.session.readBack('payment', fromDate, toDate, lease.signal)
    await reconcileKind(ctx, open, { kind: 'ledger', remote: vouchers, ...range }, findings)
    await reconcileKind(ctx, open, { kind: 'payment', remote: withOwnPayments(payments, vouchers), ...range }, findings)
    const { system, companyIdentifier } = open.connection
    const { deviations, ...listed } = findings
    const balances = await clearingBalances(ctx, open.companies, deviations)
    return { system, companyIdentifier, fromDate, toDate, ...listed, balances }
  }).catch((error: unknown) => {
    throw upstreamError(error)
  })
  return { body }
}

interface ReadBack {
  kind: 'ledger' | 'payment'
  remote: readonly RemoteVoucher[]
  from: CivilDate
  to: CivilDate
}

/** Payments of invoices that are booked from here are vouchers, which carry their markers (connectors/parts.ts). */
function withOwnPayments(payments: readonly RemoteVoucher[], vouchers: readonly RemoteVoucher[]): RemoteVoucher[] {
  const keyOf = ({ remoteId, marker }: RemoteVoucher) => `${remoteId} ${marker}`
  const known = new Set(payments.map(keyOf))
  return [...payments, ...vouchers.filter((one) => one.marker !== undefined && !known.has(keyOf(one)))]
}

async function reconcileKind(
  ctx: AccountingCtx,
  open: OpenConnection,
  { kind, remote, from, to }: ReadBack,
  findings: Findings,
): Promise<void> {
  // A voucher may have the number of a payment: the payment, which comes first, is known by it.
  const byId = new Map(remote.toReversed().map((voucher) => [voucher.remoteId, voucher]))
  const byMarker = Map.groupBy(
    remote.filter((voucher) => voucher.marker !== undefined && voucher.status !== 'Invalidated'),
    (voucher) => voucher.marker ?? '',
  )
  const around = { from: addDays(from, -DATE_SLACK_DAYS), to: addDays(to, DATE_SLACK_DAYS) }
  const documents = await syncedBetween(ctx.platform.pool, ctx.clientId, open.companies, kind, around.from, around.to)
  for (const document of documents) {
    const sent = documentOf(ctx.clientId, document)
    const planned = await open.session.plan(sent).catch(() => [])
    for (const [i, part] of planned.entries()) {
      if (part.date < from || part.date > to) continue
      const remoteId = document.remoteIds[i] ?? null
      const twins = byMarker.get(part.marker) ?? []
      const there =
        twins.find((twin) => twin.remoteId === remoteId) ??
        (remoteId === null ? undefined : byId.get(remoteId)) ??
        twins[0]
      compare(document, part, there, remoteId, findings)
      // Documents that clear are booked on one day, and so are one voucher.
      if (planned.length === 1) deviate(document, sent, there, twins, findings)
      if (twins.length > 1) findings.doubled.push(entry(document, twins[1], part.date, `stands ${twins.length} times`))
    }
  }
}

function compare(
  document: SyncedDocument,
  part: { date: CivilDate; total: bigint },
  there: RemoteVoucher | undefined,
  remoteId: string | null,
  findings: Findings,
): void {
  if (there === undefined || there.status === 'Invalidated') {
    const gone = there === undefined ? 'no longer exists there' : 'was invalidated there'
    findings.missing.push({ ...entry(document, there, part.date, gone), remoteId })
    return
  }
  if (there.total !== undefined && absolute(there.total) !== absolute(part.total)) {
    findings.different.push(
      entry(
        document,
        there,
        part.date,
        `sent as ${minorToText(part.total)}, stands there as ${minorToText(there.total)}`,
      ),
    )
  } else if (there.date !== part.date) {
    findings.different.push(entry(document, there, part.date, `sent for ${part.date}, stands there on ${there.date}`))
  } else {
    findings.matched++
  }
}

/** Adds what a document put on the clearing account beside what it was sent as. */
function deviate(
  { kind, identifier }: SyncedDocument,
  sent: AccountingDocument,
  found: RemoteVoucher | undefined,
  twins: readonly RemoteVoucher[],
  findings: Findings,
): void {
  const effects = effectsOf(sent)
  const standing = found === undefined || found.status === 'Invalidated' ? [] : [found]
  const others = twins.filter((twin) => twin.remoteId !== found?.remoteId)
  for (const [account, planned] of effects) {
    const amounts = [...standing, ...others].map((one) => effectsThere(effects, kind, one).get(account) ?? 0n)
    const held = sum(amounts)
    if (held === planned) continue
    const there =
      amounts.length === 0 ? 'is not there' : `stands there ${times(amounts.length)} as ${minorToText(held)}`
    const message = `sent as ${minorToText(planned)}, ${there}`
    findings.deviations.push({ account, kind, sourceIdentifier: identifier, amount: held - planned, message })
  }
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

function entry(
  document: SyncedDocument,
  there: RemoteVoucher | undefined,
  date: CivilDate,
  message: string,
): ReconciliationLine {
  return {
    kind: document.kind,
    sourceIdentifier: document.identifier,
    remoteId: there?.remoteId ?? null,
    date,
    message,
  }
}
