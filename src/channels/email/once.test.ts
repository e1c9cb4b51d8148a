import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { handedOutOnce } from './once.ts'

test('a message begins when its first byte is requested', async () => {
  const progress = { begun: false }
  const stream = handedOutOnce(Readable.from([Buffer.from('ab'), Buffer.from('c')]), progress)
  await sleep(20)
  assert.equal(progress.begun, false)
  assert.equal((await buffer(stream)).toString(), 'abc')
  assert.equal(progress.begun, true)
})

test('a message that was begun is not handed out again, whoever asks', async () => {
  const progress = { begun: false }
  await buffer(handedOutOnce(Readable.from([Buffer.from('a')]), progress))
  await assert.rejects(buffer(handedOutOnce(Readable.from([Buffer.from('a')]), progress)), /not sent twice/)
})
