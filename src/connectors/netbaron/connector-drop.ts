import type { Drop } from '../../drops/drop.ts'
import { DropError } from '../../drops/errors.ts'
import { ConnectorError } from '../errors.ts'

/** Wraps a drop so that the engine understands its failures: the kinds are the same, only the class is another. */
export function asConnectorDrop(drop: Drop): Drop {
  return {
    put: (name, bytes, signal) => translated(drop.put(name, bytes, signal)),
    read: (name, signal) => translated(drop.read(name, signal)),
    present: (names, signal) => translated(drop.present(names, signal)),
    list: (prefix, signal) => translated(drop.list(prefix, signal)),
    probe: (signal) => translated(drop.probe(signal)),
  }
}

async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof DropError)) throw error
    const { kind, code, message, advice, retryAfterMs } = error
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs }
    throw new ConnectorError(kind, code, message, { advice, cause: error, ...wait })
  }
}
