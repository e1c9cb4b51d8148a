/** Counts what this process asks its databases, whichever connection asks. */
import { Client } from 'pg'

/** Returns the texts of the statements that are sent while `work` runs. */
export async function statementsOf(work: () => Promise<void>): Promise<string[]> {
  const texts: string[] = []
  const query = Client.prototype.query as (...args: unknown[]) => unknown
  Client.prototype.query = function counted(this: Client, statement: string | { text: string }, ...rest: unknown[]) {
    texts.push(typeof statement === 'string' ? statement : statement.text)
    return query.call(this, statement, ...rest)
  } as typeof Client.prototype.query
  try {
    await work()
  } finally {
    Client.prototype.query = query as typeof Client.prototype.query
  }
  return texts
}
