/** Times of whole pages of the console, from the request to the last byte, over the rows that bench/lists.ts has filled in. */
import { closePool } from '../src/platform/database.ts'
import { readConfig } from '../src/config/config.ts'
import { createPlatform } from '../src/service.ts'
import { makeDemoLink } from '../src/users/enrolment/make-enrolment.ts'
import { percentile } from './support.ts'

const RUNS = 10
/** The longest a person should wait for a page. */
const AIM_MS = 300

/** @param port of a service in a sandbox */
export async function consolePages(port: number, databaseUrl: string): Promise<void> {
  const origin = `http://localhost:${port}`
  const cookie = await signIn(origin, databaseUrl)
  const first = await (await fetch(`${origin}/console`, { headers: { cookie } })).text()
  const menu = [...first.matchAll(/<a href="(\/console[^"]*)" data-go/g)].map(([, path = '']) => path)
  console.log(`\n    pages of the console, ${menu.length} of the menu, whole answer (aim < ${AIM_MS} ms)`)
  for (const path of menu) {
    const times: number[] = []
    let status = 0
    for (let i = -1; i < RUNS; i++) {
      const started = performance.now()
      const answer = await fetch(`${origin}${path}`, { headers: { cookie } })
      await answer.text()
      status = answer.status
      if (i >= 0) times.push(performance.now() - started)
    }
    times.sort((a, b) => a - b)
    const p50 = percentile(times, 50)
    const note = status === 200 ? (p50 > AIM_MS ? '  over the aim' : '') : `  status ${status}`
    console.log(`    ${path.padEnd(40)} p50 ${p50.toFixed(1).padStart(7)} ms${note}`)
  }
}

async function signIn(origin: string, databaseUrl: string): Promise<string> {
  const config = readConfig({ SAATAVA_MASTER_KEY: `bench:${Buffer.alloc(32).toString('base64')}`, LOG_LEVEL: 'warn' })
  const platform = createPlatform(config, databaseUrl)
  try {
    const ctx = { platform, log: platform.log, requestId: 'bench', actor: 'system:bench' as const }
    const { path } = await makeDemoLink(ctx)
    const answer = await fetch(`${origin}/console/enter`, {
      ...{ method: 'POST', redirect: 'manual' },
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ code: path.replace(/^.*#/, '') }),
    })
    const cookie = answer.headers.getSetCookie().map((one) => one.split(';', 1)[0])
    if (cookie.length === 0) throw new Error(`the link did not sign in: ${answer.status} ${await answer.text()}`)
    return cookie.join('; ')
  } finally {
    await closePool(platform.pool)
  }
}
