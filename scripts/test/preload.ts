/**
 * Loaded before each group of test files. Properties draw the same values in every run, so that a failure is found again;
 * TEST_SEED sets others, and the long and the nightly run draw them. A process whose tests are over ends soon after,
 * whatever they left open: one that failed may have left a server, which would keep the run waiting.
 */
import { after } from 'node:test'
import * as fc from 'fast-check'

const SEED = 20_260_701
const END_MS_MAX = 60_000
const { NODE_TEST_CONTEXT, TEST_SEED, SAATAVA_TEST_LONG } = process.env

if (TEST_SEED !== undefined || SAATAVA_TEST_LONG !== '1') fc.configureGlobal({ seed: Number(TEST_SEED ?? SEED) })

// The runner itself loads this too, and has no tests.
if (NODE_TEST_CONTEXT !== undefined) after(() => void setTimeout(end, END_MS_MAX).unref())

function end(): void {
  console.error(`Its tests ended ${END_MS_MAX / 1_000} s ago, and something they opened is still open.`)
  process.exit(1)
}
