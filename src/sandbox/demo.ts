/**
 * The first run of an empty sandbox: the published examples are played once, over the API like anybody's: a client, a
 * ledger and a payment into one simulated company of each Finnish accounting system, an invoice by each channel. The demo's tokens are kept sealed, so that the
 * banner can show them again at the next start.
 */
import type { Demo } from './demo-record.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { LEDGER_EXAMPLE, PAYMENT_EXAMPLE } from '../accounting/examples.ts'
import { CONNECTORS } from '../connectors/registry.ts'
import { NEW_CLIENT_EXAMPLE } from '../onboarding/examples.ts'
import { provisioningTokenFor } from '../onboarding/provisioning-token-for.ts'
import type { Ctx, Platform } from '../platform/context.ts'
import { type ApiCall, apiCaller } from './api-call.ts'
import { playInvoices } from './demo-invoices.ts'
import { writeSetting } from '../clock/setting-queries.ts'
import { DEMO_SETTING, readDemo } from './read-demo.ts'

const SYNC_WAIT_MS = 20_000
const POLL_MS = 200
/** The account that the demo's client is paid to. */
const DEMO_ACCOUNT = { iban: 'FI4250001510000023', bic: 'OKOYFIHH' }

/** The demo's client is Finnish: the example's company goes to the first Finnish system and is the default, the others are its neighbours. */
const DEMO_COMPANIES = CONNECTORS.filter(({ country }) => country === 'FI').map(({ system }, i) =>
  i === 0
    ? { system, companyIdentifier: LEDGER_EXAMPLE.ledgers.companyIdentifier, suffix: '' }
    : { system, companyIdentifier: `DEMO-${system}`, suffix: `-${system.toLowerCase()}` },
)

/**
 * The demo partner and client, made when they are not there yet.
 * @param say receives each step of the first run, for the terminal
 */
export async function ensureDemo(platform: Platform, origin: string, say: (line: string) => void): Promise<Demo> {
  const played = await readDemo(platform)
  if (played !== undefined) return played
  const ctx: Ctx = { platform, log: platform.log, requestId: 'demo', actor: 'system:sandbox' }
  const partnerCode = NEW_CLIENT_EXAMPLE.service.partnerCode
  const provisioningToken = await provisioningTokenFor(ctx, { code: partnerCode, name: 'Demo partner' })
  const call = apiCaller(origin)
  // With an Idempotency-Key a first run that was cut short gets the same client, and the same token, again.
  const client = await call('POST', '/client', {
    token: provisioningToken,
    body: NEW_CLIENT_EXAMPLE,
    idempotencyKey: `demo-${partnerCode}`,
  })
  const demo: Demo = {
    partnerCode,
    provisioningToken,
    clientIdentifier: Number(client['clientIdentifier']),
    clientToken: String(client['apiAccessToken']),
  }
  await play(call, demo, say)
  await writeSetting(platform.pool, DEMO_SETTING, platform.secrets.seal(DEMO_SETTING, JSON.stringify(demo)))
  return demo
}

async function play(call: ApiCall, demo: Demo, say: (line: string) => void): Promise<void> {
  const token = demo.clientToken
  await call('PUT', '/client/settings', { token, body: { bankAccounts: [DEMO_ACCOUNT] } })
  say(`client ${demo.clientIdentifier} created`)
  for (const { system, companyIdentifier, suffix } of DEMO_COMPANIES) {
    await call('PUT', '/accounting/connection', { token, body: { system, companyIdentifier, simulator: true } })
    const ledger = {
      ...LEDGER_EXAMPLE.ledgers,
      ledgerIdentifier: `${LEDGER_EXAMPLE.ledgers.ledgerIdentifier}${suffix}`,
      companyIdentifier,
    }
    await call('POST', '/accounting/ledger', { token, body: { ledgers: ledger } })
    const payments = PAYMENT_EXAMPLE.payments.map((payment) => ({
      ...payment,
      paymentIdentifier: `${payment.paymentIdentifier}${suffix}`,
      ...(suffix === '' ? {} : { companyIdentifier }),
    }))
    await call('POST', '/accounting/payment', { token, body: { payments } })
    for (const kind of ['ledger', 'payment'] as const) {
      const identifier = `${LEDGER_EXAMPLE.ledgers.ledgerIdentifier}${suffix}`
      say(`${system.toLowerCase().padEnd(10)} ${kind.padEnd(7)} ${await outcomeOf(call, token, kind, identifier)}`)
    }
  }
  await playInvoices(call, token, say)
}

/** Watches a document until it is synced or failed, at most 20 s; the way it took, in the API's own words. */
async function outcomeOf(
  call: ApiCall,
  token: string,
  kind: 'ledger' | 'payment',
  identifier: string,
): Promise<string> {
  const words: string[] = []
  const deadline = performance.now() + SYNC_WAIT_MS
  do {
    const answer = await call('GET', `/accounting/${kind}?${kind}Identifier=${identifier}`, { token })
    const [status] = (answer[`${kind}s`] ?? []) as { status: number; description: string }[]
    if (status && words.at(-1) !== status.description) words.push(status.description)
    if (status && status.status !== 0) break
    await sleep(POLL_MS)
  } while (performance.now() < deadline)
  return words.join(' → ')
}
