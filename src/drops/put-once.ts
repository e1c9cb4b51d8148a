import { type Drop, sameBytes } from './drop.ts'

const PUT_MS_MAX = 30_000
/** Into which whoever brings files to the bank moves them: there they are known as sent. */
const TAKEN = 'taken'

/**
 * Puts a file under a unique name. Putting equal bytes again changes nothing, also when the first file was moved to
 * `taken`.
 * @throws Error where another file has the name
 */
export async function putOnce(drop: Drop, name: string, bytes: Uint8Array): Promise<void> {
  const signal = AbortSignal.timeout(PUT_MS_MAX)
  const taken = await drop.read(`${TAKEN}/${name}`, signal)
  if (taken !== null && sameBytes(taken, bytes)) return
  if (taken !== null || (await drop.put(name, bytes, signal)) === 'DIFFERS')
    throw new Error(`the outbox holds another file under the name ${name}: it is not overwritten`)
}
