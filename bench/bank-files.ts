/**
 * Reading bank files, beside the bare parse of the same bytes: a camt.053 of one gigabyte (and the national formats,
 * beside the bare cutting of lines), each read in a separate process, whose largest memory is printed.
 *
 *   node bench/bank-files.ts [--mb 1024] [--shape entries|batch|bgmax|ocr-giro|ktl]
 *
 * entries: an entry a payment; batch: one entry of as many transactions as the file holds.
 */
import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { SaxesParser } from 'saxes'
import { SHAPES, bankFile } from '../packages/bank-files/test/bank-file.ts'
import { readBankFile } from '@saatava/bank-files/read-bank-file.ts'

interface Outcome {
  seconds: number
  entries: number
  faults: number
  rssMegabytes: number
}

const SELF = fileURLToPath(import.meta.url)
const RUNS = 3

const { values } = parseArgs({
  options: {
    mb: { type: 'string', default: '1024' },
    shape: { type: 'string', default: 'entries' },
    read: { type: 'string' },
    bare: { type: 'string' },
  },
})

if (values.read !== undefined) report(await measured(() => read(values.read ?? '')))
else if (values.bare !== undefined) report(await measured(() => bare(values.bare ?? '')))
else await main()

async function main(): Promise<void> {
  const shape = SHAPES.find((one) => one === values.shape)
  if (shape === undefined) throw new Error(`--shape must be one of ${SHAPES.join(', ')}`)
  const folder = mkdtempSync(join(tmpdir(), 'saatava-bench-'))
  try {
    const file = join(folder, 'file')
    await pipeline(bankFile(shape, Number(values.mb) * 1_048_576), createWriteStream(file))
    console.log(`${shape}, ${values.mb} MB: the better of ${RUNS} runs`)
    const whole = best('--read', file)
    const alone = best('--bare', file)
    show('read', whole)
    show('bare', alone)
    console.log(`ratio: reading takes ${(whole.seconds / alone.seconds).toFixed(2)} times the bare parse`)
    if (whole.faults > 0) throw new Error(`${whole.faults} faults in a file that has none`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function best(mode: '--read' | '--bare', file: string): Outcome {
  const outcomes = Array.from({ length: RUNS }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [SELF, mode, file], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`${mode} failed: ${stderr}`)
    return JSON.parse(stdout) as Outcome
  })
  const fastest = outcomes.toSorted((a, b) => a.seconds - b.seconds)[0]
  if (fastest === undefined) throw new Error('no run')
  return { ...fastest, rssMegabytes: Math.max(...outcomes.map(({ rssMegabytes }) => rssMegabytes)) }
}

function show(what: string, { seconds, entries, rssMegabytes }: Outcome): void {
  const rate =
    entries === 0
      ? ''
      : `, ${Math.round(entries / seconds).toLocaleString('en')} entries/s (${entries.toLocaleString('en')})`
  const speed = (Number(values.mb) / seconds).toFixed(1)
  console.log(
    `${what}: ${seconds.toFixed(1)} s, ${speed} MB/s${rate}, at most ${Math.round(rssMegabytes)} MB of memory`,
  )
}

async function measured(run: () => Promise<{ entries: number; faults: number }>): Promise<Outcome> {
  const start = performance.now()
  const counts = await run()
  return {
    ...counts,
    seconds: (performance.now() - start) / 1_000,
    rssMegabytes: process.resourceUsage().maxRSS / 1_024,
  }
}

async function read(file: string): Promise<{ entries: number; faults: number }> {
  for await (const item of readBankFile(createReadStream(file)))
    if (item.kind === 'end') return { entries: item.entries, faults: item.faults }
  throw new Error('no end')
}

/** The parser with nobody listening; of fixed formats, the lines. */
async function bare(file: string): Promise<{ entries: number; faults: number }> {
  const stream = createReadStream(file)
  const decoder = new TextDecoder()
  const parser = new SaxesParser()
  let lines = 0
  let xml: boolean | undefined
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    xml ??= chunk[0] === 0x3c
    if (xml) parser.write(decoder.decode(chunk, { stream: true }))
    else lines += chunk.toString('latin1').split('\n').length
  }
  if (xml === true) parser.close()
  return { entries: 0, faults: lines < 0 ? 1 : 0 }
}

function report(outcome: Outcome): void {
  process.stdout.write(JSON.stringify(outcome))
}
