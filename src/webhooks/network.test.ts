/** The setting and the environment decide which hosts webhooks reach. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { webhookNetworks } from '../config/webhook-networks.ts'
import { FetchRefused } from '../platform/safe-fetch/refused.ts'
import { checkAddress } from '../platform/safe-fetch/safe-post.ts'
import { type WebhookNetwork, webhookNetwork } from './network.ts'

async function refusal(network: WebhookNetwork, url: string): Promise<string | undefined> {
  try {
    await checkAddress(url, network(url), 5_000)
  } catch (error) {
    assert.ok(error instanceof FetchRefused, String(error))
    return error.code
  }
}

const INSIDE = ['127.0.0.1', '10.0.0.5', '169.254.169.254', '192.168.1.1', '[::1]', '[fd00::1]', '[::ffff:10.0.0.5]']

test('outside a sandbox: https to public addresses on two ports alone', async () => {
  const network = webhookNetwork({ environment: 'production', webhookNetworks: undefined })
  assert.equal(await refusal(network, 'https://8.8.8.8/hook'), undefined)
  assert.equal(await refusal(network, 'https://8.8.8.8:8443/hook'), undefined)
  assert.equal(await refusal(network, 'https://8.8.8.8:5432/hook'), 'PORT_NOT_ALLOWED')
  assert.equal(await refusal(network, 'http://8.8.8.8/hook'), 'SCHEME_NOT_ALLOWED')
  assert.equal(await refusal(network, 'http://127.0.0.1:3000/hook'), 'SCHEME_NOT_ALLOWED')
  assert.equal(await refusal(network, 'https://me:secret@8.8.8.8/'), 'CREDENTIALS_IN_URL')
  for (const host of INSIDE) assert.equal(await refusal(network, `https://${host}/`), 'ADDRESS_NOT_PUBLIC', host)
  assert.equal(await refusal(network, 'https://localhost/'), 'ADDRESS_NOT_PUBLIC')
})

test('a sandbox also reaches this machine, by http and on any port, and nothing else inside', async () => {
  const network = webhookNetwork({ environment: 'sandbox', webhookNetworks: undefined })
  for (const url of [
    'http://127.0.0.1:3000/hook',
    'http://localhost:3000/hook',
    'http://[::1]:3000/',
    'https://127.1.2.3/',
  ])
    assert.equal(await refusal(network, url), undefined, url)
  for (const host of INSIDE.filter((one) => !['127.0.0.1', '[::1]'].includes(one)))
    assert.equal(await refusal(network, `https://${host}/`), 'ADDRESS_NOT_PUBLIC', host)
  assert.equal(await refusal(network, 'http://8.8.8.8/hook'), 'SCHEME_NOT_ALLOWED')
  assert.equal(await refusal(network, 'http://10.0.0.5:3000/'), 'SCHEME_NOT_ALLOWED')
})

test('the operator lists inner networks; they are reached by https on two ports, and what is not listed is not', async () => {
  const network = webhookNetwork({
    ...{ environment: 'production', webhookNetworks: webhookNetworks('public, 10.1.0.0/16,fd00:1::/32') },
  })
  assert.equal(await refusal(network, 'https://10.1.2.3/hook'), undefined)
  assert.equal(await refusal(network, 'https://[fd00:1::7]:8443/hook'), undefined)
  assert.equal(await refusal(network, 'https://10.1.2.3:5432/'), 'PORT_NOT_ALLOWED')
  assert.equal(await refusal(network, 'http://10.1.2.3/'), 'SCHEME_NOT_ALLOWED')
  for (const host of INSIDE) assert.equal(await refusal(network, `https://${host}/`), 'ADDRESS_NOT_PUBLIC', host)
  assert.equal(webhookNetworks('public'), undefined)
  for (const wrong of ['any', '0.0.0.0/0', '10.0.0.0/33', 'localhost'])
    assert.throws(() => webhookNetworks(wrong), RangeError)
})

test('a name of a simulator may answer otherwise at each look-up', async () => {
  const addresses = ['127.0.0.1', '169.254.169.254']
  const network = webhookNetwork({ environment: 'sandbox', webhookNetworks: undefined }, (host) =>
    host === 'rebinding.localhost' ? Promise.resolve([{ address: addresses.shift() ?? '', family: 4 }]) : undefined,
  )
  assert.equal(await refusal(network, 'http://rebinding.localhost/'), undefined)
  assert.equal(await refusal(network, 'http://rebinding.localhost/'), 'ADDRESS_NOT_PUBLIC')
})
