/** Delivers one file after another until it is killed. Run by cut-lines.test.ts. */
import { openExchange } from '../../../src/drops/open-exchange.ts'

const [, , url = '', run = ''] = process.argv
const exchange = openExchange(url, { label: 'the partner' })
process.stdout.write('ready\n')
for (let number = 0; ; number++) {
  await exchange.put(`${run}-${number}.zip`, Buffer.alloc(4_000_000, String(number)), new AbortController().signal)
}
