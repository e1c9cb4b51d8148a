import assert from 'node:assert/strict'
import { test } from 'node:test'
import Fastify from 'fastify'
import { createFaults } from './faults.ts'
import { mountSimulators } from './server.ts'

const HELD = {
  vouchers: [
    { id: 1, text: '<b>&' },
    { id: 2, lines: [{ sum: -5 }] },
  ],
  names: ['a', 'b'],
  none: [],
}
const simulator = { name: 'example', mount: () => {}, inspect: () => HELD }

test('a browser gets what a simulator holds as a page, and a program gets it as JSON', async () => {
  const app = Fastify()
  await mountSimulators(app, [{ simulator, faults: createFaults() }])
  const ask = (url: string, accept: string) => app.inject({ url, headers: { accept } })
  const page = await ask('/simulators/example/inspect', 'text/html,application/xhtml+xml')
  assert.match(String(page.headers['content-type']), /^text\/html/)
  assert.match(page.body, /<td>&lt;b&gt;&amp;<\/td>/)
  assert.match(page.body, /<td class="number">-5<\/td>/)
  assert.match(page.body, /<li>a<\/li><li>b<\/li>/)
  assert.deepEqual((await ask('/simulators/example/inspect', '*/*')).json(), HELD)
  assert.deepEqual((await ask('/simulators/example/inspect?as=json', 'text/html')).json(), HELD)
  await app.close()
})
