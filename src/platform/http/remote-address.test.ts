import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trustedProxies } from '../../config/trusted-proxies.ts'
import { remoteAddressOf } from './remote-address.ts'

const trusted = trustedProxies('10.0.0.0/8, 192.0.2.1, fd00::/8')
const PROXY = '10.0.0.1'

const forwardedFor = (text: string, connection = PROXY) =>
  remoteAddressOf(connection, { 'x-forwarded-for': text }, { trusted, header: 'x-forwarded-for' })
const forwarded = (text: string) => remoteAddressOf(PROXY, { forwarded: text }, { trusted, header: 'forwarded' })

test('without a trusted proxy, the address is the connection’s, whatever a header says', () => {
  const none = { trusted: trustedProxies(''), header: 'x-forwarded-for' } as const
  assert.equal(remoteAddressOf('203.0.113.9', { 'x-forwarded-for': '198.51.100.7' }, none), '203.0.113.9')
  assert.equal(forwardedFor('198.51.100.7', '203.0.113.9'), '203.0.113.9')
  assert.equal(forwardedFor('198.51.100.7', '::ffff:203.0.113.9'), '203.0.113.9')
  assert.equal(remoteAddressOf(undefined, {}, none), undefined)
})

test('behind proxies, it is the first from the right that is no proxy', () => {
  for (const [text, expected] of [
    ['198.51.100.7', '198.51.100.7'],
    ['198.51.100.7, 10.2.3.4', '198.51.100.7'],
    ['1.1.1.1, 198.51.100.7, 192.0.2.1,10.2.3.4', '198.51.100.7'],
    ['10.9.9.9, 10.8.8.8', '10.9.9.9'],
    [' , 198.51.100.7, ,', '198.51.100.7'],
    ['', PROXY],
  ] as const)
    assert.equal(forwardedFor(text), expected, text)
  assert.equal(forwardedFor('198.51.100.7', '::ffff:10.0.0.1'), '198.51.100.7')
  assert.equal(forwardedFor('2001:db8::7', 'fd00::1'), '2001:db8::7')
})

test('ports, brackets, zones and mapped addresses do not make another address', () => {
  for (const [text, expected] of [
    ['198.51.100.7:4711', '198.51.100.7'],
    ['[2001:0DB8::0007]:4711', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['::ffff:c633:6407', '198.51.100.7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['198.51.100.7, ::ffff:10.2.3.4', '198.51.100.7'],
  ] as const)
    assert.equal(forwardedFor(text), expected, text)
})

test('where the entry is no address, the last known proxy stands', () => {
  for (const text of [
    'unknown',
    '_hidden',
    '<script>',
    '999.1.1.1',
    '198.51.100.7:x',
    '[::1',
    '"198.51.100.7"',
    '1.1.1.1, x',
  ])
    assert.equal(forwardedFor(text), PROXY, text)
  assert.equal(forwardedFor('1.1.1.1, x, 10.2.3.4'), '10.2.3.4')
  assert.equal(forwardedFor(`${'1.1.1.1,'.repeat(5_000)}198.51.100.7`), '198.51.100.7')
})

test('Forwarded is read as RFC 7239 writes it', () => {
  for (const [text, expected] of [
    ['for=198.51.100.7', '198.51.100.7'],
    ['For="[2001:db8:cafe::17]:4711"', '2001:db8:cafe::17'],
    ['for=198.51.100.7;proto=https;by=10.0.0.1, for=10.2.3.4', '198.51.100.7'],
    ['for="1.1.1.1, 198.51.100.9", for=198.51.100.7', '198.51.100.7'],
    ['for="198.51.100.7:80";host="a,b;for=9.9.9.9"', '198.51.100.7'],
    ['for="_gazonk"', PROXY],
    ['for=unknown', PROXY],
    ['proto=https', PROXY],
    ['for=1.1.1.1;for=198.51.100.7', PROXY],
    ['for="198.51.100.7', PROXY],
  ] as const)
    assert.equal(forwarded(text), expected, text)
})

test('only the header that is set is read: the other one may be the caller’s own', () => {
  const headers = { 'x-forwarded-for': '198.51.100.7', forwarded: 'for=198.51.100.8' }
  assert.equal(remoteAddressOf(PROXY, headers, { trusted, header: 'x-forwarded-for' }), '198.51.100.7')
  assert.equal(remoteAddressOf(PROXY, headers, { trusted, header: 'forwarded' }), '198.51.100.8')
})

test('a setting that would trust everybody, or names no address, is refused', () => {
  for (const text of [
    '0.0.0.0/0',
    '::/0',
    'localhost',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    'fe80::1%eth0',
    '10.0.0.1 10.0.0.2',
  ])
    assert.throws(() => trustedProxies(text), /TRUSTED_PROXIES holds/, text)
})
