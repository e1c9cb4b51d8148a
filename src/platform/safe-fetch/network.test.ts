/** The look-up that the service uses, against a name server on loopback. */
import assert from 'node:assert/strict'
import { type Socket, createSocket } from 'node:dgram'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { nameServers } from './network.ts'

const [A, AAAA] = [1, 28]
let server: Socket
let lookup: ReturnType<typeof nameServers>

before(async () => {
  server = createSocket('udp4')
  server.on('message', (query, from) => {
    const answer = answerTo(query)
    if (answer) server.send(answer, from.port, from.address)
  })
  server.bind(0, '127.0.0.1')
  await once(server, 'listening')
  lookup = nameServers([`127.0.0.1:${server.address().port}`])
})
after(() => server.close())

/** RFC 1035: the question again, and one address; none for "none…", silence for "slow…", IPv4 alone for "four…". */
function answerTo(query: Buffer): Buffer | undefined {
  const end = query.indexOf(0, 12) + 5
  const type = query.readUInt16BE(end - 4)
  const label = query.toString('latin1', 13, 13 + (query[12] ?? 0))
  if (label === 'slow') return undefined
  const has = label !== 'none' && !(label === 'four' && type === AAAA)
  const data = type === A ? Buffer.from([192, 0, 2, 7]) : Buffer.from('20010db8000000000000000000000007', 'hex')
  const head = Buffer.from(query.subarray(0, end))
  head.writeUInt16BE(label === 'none' ? 0x81_83 : 0x81_80, 2)
  head.writeUInt16BE(has ? 1 : 0, 6)
  head.writeUInt32BE(0, 8)
  // A pointer to the name, its type, class IN, 60 seconds, and the data's length.
  const record = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length])
  return has ? Buffer.concat([head, record, data]) : head
}

void test('every address of a name comes, of both kinds', async () => {
  const signal = AbortSignal.timeout(5_000)
  assert.deepEqual(await lookup('both.example.com', signal), [
    { address: '192.0.2.7', family: 4 },
    { address: '2001:db8::7', family: 6 },
  ])
  assert.deepEqual(await lookup('four.example.com', signal), [{ address: '192.0.2.7', family: 4 }])
  await assert.rejects(lookup('none.example.com', signal), { code: 'ENOTFOUND' })
})

void test('a name server that does not answer is left when the time is over', async () => {
  const started = performance.now()
  await assert.rejects(lookup('slow.example.com', AbortSignal.timeout(200)))
  assert.ok(performance.now() - started < 10_000)
})
