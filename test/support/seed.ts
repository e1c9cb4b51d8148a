/**
 * The seed of what tests choose at random. It is the same in every run, so that a failure comes again; TEST_SEED sets
 * another, and `npm run test:nightly` draws one and prints it.
 */
export const SEED = readSeed()

/** Nobody has looked what the choices of another seed reach: a test that counts it does so with the usual one. */
export const IS_USUAL_SEED = process.env['TEST_SEED'] === undefined

function readSeed(): number {
  const written = process.env['TEST_SEED'] ?? '20261129'
  const seed = Number(written)
  if (!/^\d+$/.test(written) || seed > 0x7fff_ffff)
    throw new RangeError(`TEST_SEED is "${written}"; it takes 0 to 2147483647.`)
  return seed
}
