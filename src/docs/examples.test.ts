/** The examples of all guides in each language, as they are printed, one guide after the other into one sandbox. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { PROGRAMMED, examplesAbsent, linkPackage, runExamples } from '../../test/support/docs/example-programs.ts'
import { clockStands } from '../../test/support/clock.ts'
import { testService } from '../../test/support/service.ts'
import { ensureDemo } from '../sandbox/demo.ts'
import { examplesIn } from './examples/expand.ts'
import { GUIDES } from './guide-list.ts'
import { inOwnWords } from './own-words.ts'

const isLong = process.env['SAATAVA_TEST_LONG'] === '1'

/** The guides that have examples. "Getting started" has a separate test, which runs always. */
const SLUGS = GUIDES.filter(({ slug, file }) => slug !== 'getting-started' && file === undefined).map(
  ({ slug }) => slug,
)

test('a guide with examples begins with the token', async () => {
  for (const slug of ['getting-started', ...SLUGS]) {
    const text = await readFile(`docs/guides/${slug}.md`, 'utf8')
    const [first] = /^```(?:sh session|http request)$/m.exec(text) ?? []
    assert.ok(first === undefined || first === '```sh session', slug)
  }
})

test('the examples in TypeScript fit the types of the package', {
  skip: isLong ? false : 'npm run test:long',
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'saatava-types-'))
  try {
    await linkPackage(folder)
    for (const slug of ['getting-started', ...SLUGS]) {
      const examples = examplesIn('TypeScript', await readFile(`docs/guides/${slug}.md`, 'utf8'))
      if (examples.length > 0) await writeFile(join(folder, `${slug}.ts`), `${examples.join('\n')}\n`)
    }
    const types = join(process.cwd(), 'node_modules/@types')
    const compilerOptions = {
      ...{
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        target: 'esnext',
        module: 'nodenext',
        skipLibCheck: true,
      },
      ...{ allowImportingTsExtensions: true, types: ['node'], typeRoots: [types] },
    }
    await writeFile(join(folder, 'package.json'), '{"type": "module"}')
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
    const tsc = join(process.cwd(), 'node_modules/.bin/tsc')
    await promisify(execFile)(tsc, ['-p', folder]).catch((error: { stdout?: string }) => assert.fail(error.stdout))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

for (const title of PROGRAMMED) {
  const skip = isLong ? examplesAbsent(title) : 'npm run test:long'
  test(`the examples of all guides work in ${title}`, { skip }, async (t) => {
    const api = await testService({ simulatedBank: true })
    const folder = await mkdtemp(join(tmpdir(), 'saatava-examples-'))
    try {
      const demo = await ensureDemo(api.service.platform, api.origin, () => {})
      let ran = 0
      for (const slug of SLUGS) {
        const text = await readFile(`docs/guides/${slug}.md`, 'utf8')
        const examples = examplesIn(title, text).map((one) => inOwnWords(one, { origin: api.origin, demo }))
        if (examples.length === 0) continue
        const own = await mkdtemp(join(folder, `${slug}-`))
        const settled = () => clockStands(api).then(() => api.service.idle())
        const outputs = await runExamples(title, own, examples, settled).catch((error: unknown) => {
          throw new Error(slug, { cause: error })
        })
        assert.equal(outputs.length, examples.length, slug)
        ran += outputs.length
      }
      t.diagnostic(`${ran} examples`)
      assert.ok(ran > 60)
    } finally {
      await api.stop()
      await rm(folder, { recursive: true, force: true })
    }
  })
}
