/** Addresses that keep the state of a page. */

/** The address with other parameters; one of undefined is left out. */
export function withQuery(url: string, changes: Readonly<Record<string, string | undefined>>): string {
  const [path = '', query = ''] = url.split('?', 2)
  const parameters = new URLSearchParams(query)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) parameters.delete(name)
    else parameters.set(name, value)
  }
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

export function parametersOf(url: string): [string, string][] {
  return [...new URLSearchParams(url.split('?', 2)[1] ?? '')]
}
