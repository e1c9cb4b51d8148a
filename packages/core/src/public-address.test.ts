import assert from 'node:assert/strict'
import { BlockList } from 'node:net'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { isPublicAddress } from './public-address.ts'

// IANA's special-purpose address registries (IPv4 and IPv6), with multicast, and the tunnels that hide an IPv4 address.
const SPECIAL_4 = [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24',
  '203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
].flatMap((line) => line.split(' '))
const SPECIAL_6 = [
  '2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20',
  // All that is not 2000::/3.
  '::/3 4000::/2 8000::/1',
].flatMap((line) => line.split(' '))

void test('public addresses are public', () => {
  for (const address of ['8.8.8.8', '193.166.3.2', '172.32.0.1', '100.128.0.1', '2001:708::1', '2a00:1450::1']) {
    assert.equal(isPublicAddress(address), true, address)
  }
})

void test('loopback, private, link-local, metadata, reserved and disguised addresses are not', () => {
  const hidden = [
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '192.0.2.1', '198.18.0.1', '203.0.113.9', '224.0.0.1', '255.255.255.255'],
    ...['::1', '::', '0:0:0:0:0:0:0:1', 'fe80::1', 'fe80::1%eth0', '2a00::1%eth0', 'fec0::1', 'fc00::1', 'fd12::1'],
    ...['fd00:ec2::254', 'ff02::1', '2001:db8::1', '2002:7f00:1::', '2001::1', '3fff::1', '5f00::1', '100::1'],
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::ffff:0:127.0.0.1', '::127.0.0.1', '::7f00:1'],
    ...['64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b:1::a00:1'],
    ...['localhost', 'example.com', '', ' 8.8.8.8', '8.8.8.8.', '127.1', '2130706433', '0x7f.0.0.1', '0177.0.0.1'],
    ...['[::1]', '8.8.8.8/32', '010.8.8.8'],
  ]
  for (const address of hidden) assert.equal(isPublicAddress(address), false, address)
})

void test('nothing of the special-purpose registries is public, and nothing else is hidden', () => {
  const [special4, special6] = [listOf(SPECIAL_4, 'ipv4'), listOf(SPECIAL_6, 'ipv6')]
  fc.assert(
    fc.property(fc.ipV4(), (address) => isPublicAddress(address) === !special4.check(address, 'ipv4')),
    { numRuns: 20_000 },
  )
  fc.assert(
    fc.property(fc.ipV6(), (address) => isPublicAddress(address) === !special6.check(address, 'ipv6')),
    { numRuns: 20_000 },
  )
  // The edges of every range, and one step beyond them.
  for (const line of SPECIAL_4) {
    const [network = '', bits] = line.split('/')
    const first = network.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
    const last = first + 2 ** (32 - Number(bits)) - 1
    for (const at of [first - 1, first, last, last + 1]) {
      if (at < 0 || at > 0xff_ff_ff_ff) continue
      const address = [24, 16, 8, 0].map((shift) => Math.floor(at / 2 ** shift) % 256).join('.')
      assert.equal(isPublicAddress(address), !special4.check(address, 'ipv4'), address)
    }
  }
})

function listOf(networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const line of networks) {
    const [network = '', bits] = line.split('/')
    list.addSubnet(network, Number(bits), family)
  }
  return list
}
