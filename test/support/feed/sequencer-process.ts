/** A separate process that numbers the feeds of the database in its argument, until it is killed. */
import { setTimeout as sleep } from 'node:timers/promises'
import { createSequencer } from '../../../src/feed/number-feeds.ts'
import { createPool } from '../../../src/platform/database.ts'

const [, , url = ''] = process.argv
const round = createSequencer(createPool(url, 2))
process.stdout.write('ready\n')
for (;;) {
  await round()
  await sleep(Math.random() * 4)
}
