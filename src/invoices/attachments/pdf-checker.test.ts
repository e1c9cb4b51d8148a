/** PDFs of strangers: proper, broken and hostile, looked at as the service looks at them. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { after, test } from 'node:test'
import { createPdfChecker } from './pdf-checker.ts'
import type { PdfFault } from './pdf-head.ts'
import {
  CATALOG,
  PAGE,
  bomb,
  pageWith,
  pdfOf,
  pdfOfSize,
  rawPdf,
  stream,
} from '../../../test/support/invoices/attachments/pdfs.ts'

const MIB = 1024 * 1024
const checker = createPdfChecker({ threads: 2, timeoutMs: 30_000 })
after(() => checker.close())

/** Bytes of memory of the processes that this one started; 0 where the system does not tell. */
function residentMemory(): number {
  try {
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)
    const pages = children.map((pid) => Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]))
    return Math.max(0, ...pages) * 4_096
  } catch {
    return 0
  }
}

async function codeOf(bytes: Uint8Array): Promise<PdfFault['code'] | undefined> {
  const fault = await checker.check(bytes)
  if (fault) assert.match(fault.message, /^The (?:file|PDF) |^A page /)
  return fault?.code
}

void test('accepts proper PDFs', async () => {
  assert.equal(await codeOf(await (await pdfOf(1)).save()), undefined)
  assert.equal(await codeOf(await (await pdfOf(3)).save({ useObjectStreams: false })), undefined)
  assert.equal(await codeOf(await (await pdfOf(500)).save()), undefined)
  assert.equal(await codeOf(pageWith(stream('', '0 0 m'))), undefined)
  const behindMail = Buffer.concat([Buffer.from('\r\n\r\n'), await (await pdfOf(1)).save(), Buffer.alloc(700)])
  assert.equal(await codeOf(behindMail), undefined, 'a little in front and behind')
  const large = await pdfOfSize(10 * MIB)
  const started = performance.now()
  assert.equal(await codeOf(large), undefined)
  assert.ok(performance.now() - started < 15_000)
})

void test('a file that is no PDF, or only a part of one, is refused', async () => {
  const whole = await (await pdfOf(3)).save()
  assert.equal(await codeOf(new Uint8Array()), 'NOT_A_PDF')
  assert.equal(await codeOf(Buffer.from('<html><body>Log in</body></html>')), 'NOT_A_PDF')
  assert.equal(await codeOf(whole.subarray(0, whole.length / 2)), 'PDF_TRUNCATED')
  assert.equal(await codeOf(Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.from('%%EOF')])), 'PDF_BROKEN')
  assert.equal(await codeOf(Buffer.from('%PDF-1.7\n%%EOF')), 'PDF_BROKEN')
  assert.equal(await codeOf(Buffer.from('%PDF-1.7 <html>%%EOF</html>')), 'PDF_BROKEN')
  assert.equal(await codeOf(rawPdf(['<< /Type /Catalog >>'])), 'PDF_BROKEN')
})

void test('encrypted ones, with and without a password to open', async () => {
  for (const password of [{ userPassword: 'secret' }, { ownerPassword: 'secret' }]) {
    const document = await pdfOf(1)
    document.encrypt({ ownerPassword: 'x', ...password })
    assert.equal(await codeOf(await document.save()), 'PDF_ENCRYPTED')
  }
})

void test('refuses PDFs with no pages, too many, or pages without size, missing, in a circle, twice', async () => {
  const tree = (...objects: string[]) => rawPdf([CATALOG, ...objects])
  assert.equal(await codeOf(tree('<< /Type /Pages /Kids [] /Count 0 >>')), 'PDF_NO_PAGES')
  assert.equal(await codeOf(await (await pdfOf(501)).save()), 'PDF_TOO_MANY_PAGES')
  assert.equal(await codeOf(await (await pdfOf(1, [0, 842])).save()), 'PDF_PAGE_SIZE')
  assert.equal(await codeOf(await (await pdfOf(1, [595, 1e9])).save()), 'PDF_PAGE_SIZE')
  const one = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'
  for (const box of ['', '/MediaBox [0 0]', '/MediaBox 7', '/MediaBox [0 0 /a /b]', '/MediaBox 3 0 R'])
    assert.equal(await codeOf(tree(one, `<< /Type /Page /Parent 2 0 R ${box} >>`)), 'PDF_PAGE_SIZE', box)
  assert.equal(await codeOf(tree(one)), 'PDF_BROKEN')
  assert.equal(await codeOf(tree('<< /Type /Pages /Kids [2 0 R] /Count 1 >>')), 'PDF_BROKEN')
  assert.equal(await codeOf(tree('<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>', PAGE)), 'PDF_BROKEN')
  // Thirty levels, each with the next twice: a thousand million pages in two kilobytes.
  const levels = Array.from({ length: 30 }, (_, i) => `<< /Type /Pages /Kids [${i + 3} 0 R ${i + 3} 0 R] /Count 2 >>`)
  assert.equal(await codeOf(tree(...levels, PAGE)), 'PDF_BROKEN')
  // Parents in a circle, none of which has a size to inherit.
  const loop = tree(
    one,
    '<< /Type /Page /Parent 4 0 R >>',
    '<< /Type /Pages /Parent 5 0 R >>',
    '<< /Type /Pages /Parent 4 0 R >>',
  )
  assert.ok(['PDF_TOO_COMPLEX', 'PDF_PAGE_SIZE', 'PDF_BROKEN'].includes((await codeOf(loop)) ?? ''))
})

void test('bombs are refused, block nothing and take little memory', async (t) => {
  const gigabyte = bomb(1024 * MIB)
  assert.ok(gigabyte.length < 2 * MIB, `${gigabyte.length} bytes`)
  const hex = Buffer.from(`${Buffer.from(gigabyte).toString('hex')}>`)
  const flate = '/Filter /FlateDecode'
  const packed = '/Type /ObjStm /N 1 /First 4'
  const numbers = `[${'1 '.repeat(4 * MIB)}]`
  const bombs: Record<string, Uint8Array> = {
    content: pageWith(stream(flate, gigabyte)),
    'many contents': pageWith(...Array.from({ length: 6 }, () => stream(flate, bomb(112 * MIB)))),
    'compressed twice': pageWith(stream('/Filter [/FlateDecode /FlateDecode]', gigabyte)),
    'run length': pageWith(stream('/Filter /RunLengthDecode', Buffer.alloc(2 * MIB, '8161', 'hex'))),
    'packed objects': pageWith(stream('', ''), stream(`${packed} ${flate}`, gigabyte)),
    'packed objects behind other filters': pageWith(
      stream('', ''),
      stream(`${packed} /Filter [/ASCIIHexDecode /FlateDecode]`, hex),
    ),
    'type in disguise': pageWith(stream('', ''), '/ObjStm', stream(`/Ty#70e 5 0 R /N 1 /First 4 ${flate}`, gigabyte)),
    'many packed objects': pageWith(
      stream('', ''),
      ...Array.from({ length: 20 }, () => stream(`${packed} ${flate}`, bomb(16 * MIB))),
    ),
    'a table that never ends': pageWith(stream('', ''), stream('/Type /XRef /Size 999999999999 /W [1 1 1]', 'abc')),
    'more objects than fit': pageWith(stream('', ''), ...Array.from({ length: 4 }, () => numbers)),
  }
  const delay = monitorEventLoopDelay({ resolution: 10 })
  for (const [name, bytes] of Object.entries(bombs)) {
    delay.enable()
    let most = 0
    const watch = setInterval(() => (most = Math.max(most, residentMemory())), 20)
    const started = performance.now()
    const code = await codeOf(bytes)
    const seconds = (performance.now() - started) / 1000
    clearInterval(watch)
    delay.disable()
    t.diagnostic(
      `${name}: ${code}, ${seconds.toFixed(2)} s, ${Math.round(most / MIB)} MiB, loop ${Math.round(delay.max / 1e6)} ms`,
    )
    assert.equal(code, 'PDF_TOO_COMPLEX', name)
    assert.ok(seconds < 6, `${name} took ${seconds} s`)
    assert.ok(most < 700 * MIB, `${name} took ${Math.round(most / MIB)} MiB`)
    assert.ok(delay.max < 500e6, `${name} blocked for ${delay.max / 1e6} ms`)
    delay.reset()
  }
})

void test('nesting without end, and counts of what is not there, do no harm', async () => {
  const many = stream('/Type /ObjStm /N 999999999999 /First 4', '1 2 '.repeat(1000))
  assert.equal(await codeOf(pageWith(stream('', ''), many)), undefined)
  for (const [open, close] of [
    ['[', ']'],
    ['<</a', '>>'],
    ['(', ')'],
  ] as const) {
    const deep = open.repeat(500_000) + close.repeat(500_000)
    const code = await codeOf(pageWith(stream('', ''), deep))
    assert.ok(code === undefined || code === 'PDF_TOO_COMPLEX' || code === 'PDF_BROKEN', code)
  }
})

void test('a chain of 200 000 objects is read or refused, and the next document is read', async () => {
  const chain = Array.from({ length: 200_000 }, (_, i) => `<< /Next ${i + 5} 0 R >>`)
  const tree = [CATALOG, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', PAGE, '<< /Next 5 0 R >>']
  assert.ok([undefined, 'PDF_TOO_COMPLEX'].includes(await codeOf(rawPdf(tree.concat(chain)))))
  assert.equal(await codeOf(await (await pdfOf(1)).save()), undefined)
})

void test('more documents than threads, good among bad: each gets its own verdict', async () => {
  const good = await (await pdfOf(2)).save()
  const endless = pageWith(stream('', ''), stream('/Type /XRef /Size 999999999999 /W [0 0 0]', 'abc'))
  const bad = Buffer.from('%PDF-1.7\n%%EOF')
  const given = Array.from({ length: 30 }, (_, i) => (i === 7 ? endless : i % 3 === 0 ? bad : good))
  const codes = await Promise.all(given.map(codeOf))
  assert.deepEqual(
    codes,
    given.map((bytes) => (bytes === endless ? 'PDF_TOO_COMPLEX' : bytes === bad ? 'PDF_BROKEN' : undefined)),
  )
})

void test('closing ends what waits', async () => {
  const own = createPdfChecker({ threads: 1 })
  const bytes = await (await pdfOf(1)).save()
  const first = own.check(bytes)
  const second = own.check(bytes)
  const outcomes = Promise.allSettled([first, second])
  await own.close()
  assert.deepEqual(
    (await outcomes).map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  await assert.rejects(own.check(bytes), /closed/)
})
