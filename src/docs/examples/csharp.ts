/** Prints a request as C#. The code runs on .NET and on Mono. */
import { readFileSync } from 'node:fs'
import { type Request, TODAY, type Token } from './request.ts'

const NAMES: Record<Token, string> = { TOKEN: 'Token', PROVISIONING_TOKEN: 'ProvisioningToken' }

const SESSION = readFileSync(new URL('Saatava.cs', import.meta.url), 'utf8').trim()

/** A class beside the reader's program, with the tokens that the page uses. */
export function csharpSession(tokens: readonly [Token, string][], requests: readonly Request[]): string {
  const given = tokens.map(([token, value]) => `public static string ${NAMES[token]} = "${value}";`)
  const kept = requests.flatMap(({ sets }) =>
    sets === undefined ? [] : [`public static string ${NAMES[sets.token]};`],
  )
  return SESSION.replace('// tokens', () => [...given, ...kept].join('\n    '))
}

export function csharpRequest({ method, path, token, headers, body, savesTo, sets }: Request): string {
  const accept = headers.find(([name]) => name === 'Accept')?.[1]
  const call = [
    ...[token === undefined ? '""' : `Saatava.${NAMES[token]}`, `"${method}"`, `"${path}"`],
    ...(body === undefined ? [] : [textOf(body)]),
    ...(accept === undefined ? [] : [`accept: "${accept}"`]),
  ].join(', ')
  if (savesTo !== undefined) return `File.WriteAllBytes("${savesTo}", await Saatava.Bytes(${call}));`
  if (sets === undefined) return `Console.WriteLine(await Saatava.Text(${call}));`
  return `var answer = await Saatava.Text(${call});
Console.WriteLine(answer);
Saatava.${NAMES[sets.token]} = Saatava.Field(answer, "${sets.field}");`
}

/** A verbatim text, in which each quotation mark is written twice. */
function textOf(body: string): string {
  const text = body.replaceAll('"', '""').replaceAll(TODAY, '" + DateTime.Today.ToString("yyyy-MM-dd") + @"')
  return `@"${text}"`
}
