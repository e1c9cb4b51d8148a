/** A page gives its object to programs too: as JSON, and as a call of the API. */
import { type Html, html } from '../html.ts'

/**
 * The call of the API that gives the object; the token stands in a variable of the shell.
 * @param path with its query, from "/api/v1" on
 */
export function curlOf(origin: string, path: string): string {
  const header = path.startsWith('/api/v1/operator/') ? 'X-Operator-Token: $OPERATOR_TOKEN' : 'X-Api-Key: $TOKEN'
  return `curl -sS "${origin}${path}" -H "${header}"`
}

export function asData({ json, curl }: { json: string; curl: string }): Html {
  return html`<footer class="as-data"><a href="${json}">As JSON</a>
<details><summary>As curl</summary><pre><code data-copy>${curl}</code></pre></details></footer>`
}
