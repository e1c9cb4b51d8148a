/** The first five minutes: a newcomer follows the buttons of one page from an invoice to the money. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { writeSetting } from '../../src/clock/setting-queries.ts'
import { DEMO_SETTING } from '../../src/sandbox/read-demo.ts'
import { type Visitor, demoOperator } from '../support/console/visitor.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'

let api: TestService
let demo: Visitor

before(async () => {
  api = await testService()
  demo = await demoOperator(api)
})
after(() => api.stop())

/** The act of the step that is to be done, as the page names it. */
function actIn(text: string): string {
  return /<form method="post" action="(\/console\/first-steps\/[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
}

async function follow(name: string, path: string): Promise<string> {
  const { text } = await demo.get(path)
  const action = actIn(text)
  assert.match(action, new RegExp(`/${name}(?:\\?|$)`), text)
  const { status, location } = await demo.post(action, {})
  assert.equal(status, 303, name)
  return location ?? ''
}

test('a sandbox without a demo creditor says so', async () => {
  assert.equal((await demo.get('/console/first-steps')).status, 404)
})

test('one page leads from an invoice to money that needs review', async () => {
  const { clientIdentifier, token } = await api.createClient()
  const stored = { partnerCode: 'X', provisioningToken: 'x', clientIdentifier, clientToken: token }
  const { platform } = api.service
  await writeSetting(api.pool, DEMO_SETTING, platform.secrets.seal(DEMO_SETTING, JSON.stringify(stored)))
  const path = await follow('send', '/console/first-steps')
  await until(
    'the invoice leaves',
    async () => /is (?:stored|[a-z]+)/.exec((await demo.get(path)).text.split('<ol')[1] ?? '')?.[0],
    (says) => says === 'is invoiced',
  )
  assert.equal(await follow('wait', path), path)
  assert.match((await demo.get(path)).text, /href="\/console\/client\/\d+\/case\/\d+"/)
  await follow('pay-part', path)
  assert.match((await demo.get(path)).text, /400,00 <abbr>EUR<\/abbr><\/span> came in/)
  const paid = await follow('pay-rest', path)
  assert.equal(actIn((await demo.get(paid)).text), '', 'it is not paid twice')
  assert.match((await demo.get('/console/payments')).text, /href="\/console\/payment\//)
})
