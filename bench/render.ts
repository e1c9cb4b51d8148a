/**
 * How many invoices a second become PDFs, in one thread and through the renderer, and how long the process that asks is
 * held up meanwhile. Run: node bench/render.ts [seconds]
 */
import { availableParallelism } from 'node:os'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { exampleDocument, exampleRow } from '../test/support/documents/example.ts'
import { renderInvoicePdf } from '../src/documents/render-invoice-pdf.ts'
import { createRenderer } from '../src/documents/renderer.ts'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'

const SECONDS = Number(process.argv[2] ?? 5)
const WARM_UP = 50
const IN_FLIGHT = 16

function rows(count: number): InvoiceDocument['rows'] {
  return Array.from({ length: count }, (_, at) => exampleRow({ rowNumber: at + 1, name: `Tuote ${at + 1}` }))
}

const { epcQr, ...withoutQr } = exampleDocument().payment
const KINDS: Record<string, InvoiceDocument> = {
  '3 rows, bar code, QR': exampleDocument(),
  [`3 rows, bar code${epcQr === undefined ? '' : ', no QR'}`]: exampleDocument({ payment: withoutQr }),
  '20 rows': exampleDocument({ rows: rows(20) }),
  '200 rows': exampleDocument({ rows: rows(200) }),
  '1000 rows': exampleDocument({ rows: rows(1000) }),
}

async function inOneThread(document: InvoiceDocument): Promise<number> {
  const until = performance.now() + (SECONDS * 1000) / 4
  const start = performance.now()
  let count = 0
  while (performance.now() < until) {
    // Each invoice has its own number and buyer, as in life.
    await renderInvoicePdf({ ...document, number: String(count++) })
  }
  return (count * 1000) / (performance.now() - start)
}

async function throughThreads(threads: number): Promise<{ perSecond: number; p99: number; max: number; cpu: number }> {
  const renderer = createRenderer({ threads })
  const render = (at: number): Promise<Uint8Array> => renderer.render(exampleDocument({ number: String(at) }), [])
  await Promise.all(Array.from({ length: WARM_UP * threads }, (_, at) => render(at)))
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const before = performance.eventLoopUtilization()
  const start = performance.now()
  const until = start + SECONDS * 1000
  let count = 0
  async function ask(): Promise<void> {
    while (performance.now() < until) await render(count++)
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, ask))
  const perSecond = (count * 1000) / (performance.now() - start)
  const { utilization } = performance.eventLoopUtilization(before)
  delay.disable()
  await renderer.close()
  return { perSecond, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6, cpu: utilization * 100 }
}

console.log(`${availableParallelism()} cores, node ${process.version}`)
for (const document of Object.values(KINDS)) for (let at = 0; at < 5; at++) await renderInvoicePdf(document)
for (let at = 0; at < WARM_UP; at++) await renderInvoicePdf(exampleDocument())
for (const [kind, document] of Object.entries(KINDS)) {
  const bytes = await renderInvoicePdf(document)
  const perSecond = await inOneThread(document)
  console.log(`${kind.padEnd(24)} ${perSecond.toFixed(0).padStart(5)}/s  ${(bytes.length / 1024).toFixed(0)} KiB`)
}
for (const threads of [1, 2]) {
  const { perSecond, p99, max, cpu } = await throughThreads(threads)
  const held = `caller held up p99 ${p99.toFixed(1)} ms, max ${max.toFixed(1)} ms, busy ${cpu.toFixed(1)} %`
  console.log(
    `renderer, ${threads} thread${threads > 1 ? 's' : ' '}      ${perSecond.toFixed(0).padStart(5)}/s  ${held}`,
  )
}
