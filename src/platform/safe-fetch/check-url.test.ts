import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { isPublicAddress } from '@saatava/core/public-address.ts'
import { URL_CHARACTERS_MAX, checkUrl, hostOf } from './check-url.ts'
import { type Network, PRIVATE_NETWORK_TOO, PUBLIC_INTERNET } from './network.ts'
import { type FetchRefusal, FetchRefused } from './refused.ts'

const HTTP_TOO: Network = { ...PUBLIC_INTERNET, allowHttp: true, ports: undefined }

function refusal(url: string, network: Network = HTTP_TOO, from?: URL): FetchRefusal | undefined {
  try {
    checkUrl(url, network, from)
  } catch (error) {
    assert.ok(error instanceof FetchRefused, String(error))
    assert.equal(error.retryable, false)
    return error.code
  }
}

function allRefused(urls: string[], code: FetchRefusal, network?: Network): void {
  for (const url of urls) assert.equal(refusal(url, network), code, url)
}

void test('every ordinary public address is accepted unchanged', () => {
  for (const url of ['https://example.com/a.pdf?b=c%20d', 'https://files.example.com:8443/', 'https://8.8.8.8/a'])
    assert.equal(checkUrl(url, PUBLIC_INTERNET).href, url)
  assert.equal(checkUrl('HTTPS://Example.COM:443/a#part', PUBLIC_INTERNET).href, 'https://example.com/a')
  assert.equal(hostOf(checkUrl('https://lasku.härmä.example.com/', PUBLIC_INTERNET)), 'lasku.xn--hrm-qlac.example.com')
  assert.equal(hostOf(checkUrl('https://[2a00:1450::1]/', PUBLIC_INTERNET)), '2a00:1450::1')
})

void test('the inside in all its spellings is refused before anything is sent', () => {
  const dotted = ['127.0.0.1', '10.0.0.1', '169.254.169.254', '192.168.1.1', '100.64.0.1', '0.0.0.0', '198.18.0.1']
  allRefused(
    [...dotted, '192.0.0.1', '240.0.0.1', '203.0.113.1', '224.0.0.1', '255.255.255.255'].map((a) => `http://${a}/`),
    'ADDRESS_NOT_PUBLIC',
  )
  const six = ['::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '0:0:0:0:0:ffff:169.254.169.254']
  const more = ['64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1']
  allRefused(
    [...six, ...more].map((address) => `http://[${address}]/`),
    'ADDRESS_NOT_PUBLIC',
  )
  const names = ['localhost', 'LOCALHOST', 'db', 'metadata.google.internal', 'printer.local', 'a.localhost', 'nas.lan']
  allRefused(
    [...names, 'x.home.arpa', 'ⓛocalhost', 'localho%73t'].map((name) => `http://${name}/`),
    'ADDRESS_NOT_PUBLIC',
  )
  // Numbers instead of four parts, octal, hexadecimal, percent signs, wide letters, other dots; even of public addresses.
  const odd = ['2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '127.1', '017700000001', '127.0.0.01', '127.0.0.1.']
  const odder = ['127。0。0。1', '127｡0｡0｡1', '127．0．0．1', '①②⑦.0.0.1', '%31%32%37.0.0.1', '134744072', '8.8.2056']
  allRefused(
    [...odd, ...odder].map((host) => `http://${host}/`),
    'URL_INVALID',
  )
  allRefused(['http://2130706433:80/', 'http://0x7f.1:8080/a', 'http://134744072/8.8.8.8'], 'URL_INVALID')
})

void test('user names, schemes and ports', () => {
  allRefused(
    ['http://public.example.com@127.0.0.1/', 'https://a:b@example.com/', 'https://:b@example.com/', 'https://a@b.se/'],
    'CREDENTIALS_IN_URL',
  )
  assert.equal(refusal('http://example.com#@127.0.0.1/'), undefined, 'what follows # is no host')
  allRefused(['http://example.com/'], 'SCHEME_NOT_ALLOWED', PUBLIC_INTERNET)
  for (const url of [
    'ftp://example.com/',
    'file://example.com/etc/passwd',
    'gopher://example.com/',
    'ws://example.com/',
  ])
    allRefused([url], 'SCHEME_NOT_ALLOWED')
  for (const port of ['22', '25', '80', '5432', '6379', '65535'])
    allRefused([`https://example.com:${port}/`], 'PORT_NOT_ALLOWED', PUBLIC_INTERNET)
})

void test('refuses a text that is no URL, or that only some parsers read as one', () => {
  const texts = [
    '',
    ' ',
    'example.com',
    '/a.pdf',
    '//example.com/a',
    'https:',
    'https://',
    'https:example.com',
    'data:,x',
  ]
  const tricks = [
    'https:///example.com',
    'https:\\\\example.com',
    'https://example.com\\@127.0.0.1/',
    'https://exa mple.com',
  ]
  const controls = [
    'https://exam\nple.com/',
    ' https://example.com',
    'https://example.com/\t',
    'https://example.com/\0',
  ]
  const hosts = ['https://example.com./', 'https://example..com/', 'https://[::1', 'https://[fe80::1%25eth0]/']
  const more = [
    'https://256.1.1.1/',
    'https://example.com:99999/',
    `https://${'a'.repeat(64)}.com/`,
    'file:///etc/passwd',
  ]
  allRefused(
    [...texts, ...tricks, ...controls, ...hosts, ...more, 'javascript:alert(1)', 'https://\ud800.com/'],
    'URL_INVALID',
  )
  allRefused(
    [`https://example.com/${'a'.repeat(URL_CHARACTERS_MAX)}`, `https://${'a.'.repeat(150)}com/`],
    'URL_INVALID',
  )
})

void test('a redirect is read against its sender and checked like any other', () => {
  const from = new URL('https://example.com/a/b')
  assert.equal(checkUrl('../c?d', PUBLIC_INTERNET, from).href, 'https://example.com/c?d')
  assert.equal(checkUrl('//files.example.com/c', PUBLIC_INTERNET, from).href, 'https://files.example.com/c')
  assert.equal(refusal('//127.0.0.1/', HTTP_TOO, from), 'ADDRESS_NOT_PUBLIC')
  assert.equal(refusal('//0x7f.1/', HTTP_TOO, from), 'URL_INVALID')
  assert.equal(refusal('///127.0.0.1/', HTTP_TOO, from), 'URL_INVALID')
  assert.equal(refusal('/\\127.0.0.1/', HTTP_TOO, from), 'URL_INVALID')
  assert.equal(refusal('https:127.0.0.1', HTTP_TOO, from), 'URL_INVALID')
  assert.equal(refusal('http://example.com/', HTTP_TOO, from), 'SCHEME_NOT_ALLOWED', 'from https to http')
})

void test('an operator’s own network is reached where the process says so', () => {
  for (const url of ['http://localhost:9000/a', 'http://minio.local/', 'http://10.0.0.7:81/', 'https://[::1]:1/'])
    assert.equal(refusal(url, PRIVATE_NETWORK_TOO), undefined, url)
})

void test('property: whatever is written, an address that comes through is a public one', () => {
  const part = fc.oneof(
    fc.nat(255).map(String),
    fc.nat().map((n) => `0x${n.toString(16)}`),
    fc.nat().map((n) => `0${n.toString(8)}`),
  )
  const numbers = fc
    .array(part, { minLength: 1, maxLength: 4 })
    .chain((parts) => fc.constantFrom('.', '。', '．', '%2e').map((dot) => parts.join(dot)))
  const host = fc.oneof(
    numbers,
    fc.ipV4(),
    fc.ipV4Extended(),
    fc.ipV6().map((a) => `[${a}]`),
    fc.domain(),
    fc.string(),
  )
  let seen = 0
  fc.assert(
    fc.property(host, (text) => {
      try {
        const through = hostOf(checkUrl(`http://${text}/`, HTTP_TOO))
        seen++
        return through.includes('.') || isPublicAddress(through)
          ? !/^[\d.]+$/.test(through) || isPublicAddress(through)
          : false
      } catch (error) {
        return error instanceof FetchRefused
      }
    }),
    { numRuns: 5_000 },
  )
  assert.ok(seen > 500, `${seen} came through`)
})
