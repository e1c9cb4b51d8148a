/** The process in which documents of strangers are read: one at a time, and it may be killed at any moment. */
import { Worker } from 'node:worker_threads'
import { checkPdf } from './check-pdf.ts'
import { TOO_COMPLEX } from './pdf-head.ts'
import { limitDecoders } from './limit-decoders.ts'
import { PARSED_BYTES_MAX, PARSED_TOTAL_BYTES_MAX } from './limits.ts'
import type { PdfQuestion } from './pdf-checker.ts'

const decoders = limitDecoders(PARSED_BYTES_MAX, PARSED_TOTAL_BYTES_MAX)

process.on('message', ({ want, bytes }: PdfQuestion) => {
  decoders.reset()
  if (want === 'text') void textOf(bytes).then((text) => process.send?.({ text }))
  else void checkPdf(bytes).then((fault) => process.send?.({ fault: decoders.exceeded() ? TOO_COMPLEX : fault }))
})

async function textOf(bytes: Uint8Array): Promise<string | undefined> {
  try {
    // Most documents are never read: the process starts sooner without what reads them.
    const { pdfText } = await import('./pdf-text.ts')
    return await pdfText(bytes)
  } catch {
    // A text that cannot be read is treated as one without account numbers.
    return undefined
  }
}

process.on('disconnect', () => process.exit())

// A document may hold the main thread for ever; should the service be killed meanwhile, nobody else ends this process.
const WATCH = `const { ppid } = process
setInterval(() => { if (process.ppid !== ppid) process.kill(process.pid, 'SIGKILL') }, 1_000)`
new Worker(WATCH, { eval: true }).unref()
