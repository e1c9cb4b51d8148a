/**
 * Writes the examples of a guide in all languages. Each request is described once, in a block ```http request; the tokens
 * that a page uses, in a block ```sh session. A block that
 * follows with another title (```sh CLI) stays as it is.
 */
import { TAB_TITLES, type TabTitle } from '../tabs.ts'
import { csharpRequest, csharpSession } from './csharp.ts'
import { curlRequest, curlSession } from './curl.ts'
import { pythonRequest, pythonSession } from './python.ts'
import { type Request, type Token, requestOf } from './request.ts'
import { typescriptRequest, typescriptSession } from './typescript.ts'

interface Language {
  /** The word after ``` */
  word: string
  session(tokens: readonly [Token, string][], requests: readonly Request[]): string
  request(request: Request): string
}

const LANGUAGES: Partial<Record<TabTitle, Language>> = {
  curl: { word: 'sh', session: curlSession, request: curlRequest },
  TypeScript: { word: 'ts', session: typescriptSession, request: typescriptRequest },
  'C#': { word: 'csharp', session: csharpSession, request: csharpRequest },
  Python: { word: 'python', session: pythonSession, request: pythonRequest },
}

const REQUEST = /^```http request\n([\s\S]*?)\n```$/gm
const SESSION = /^```sh session\n([\s\S]*?)\n```$/gm

export function withExamples(markdown: string): string {
  const requests = [...markdown.matchAll(REQUEST)].map(([, text = '']) => requestOf(text))
  return markdown
    .replaceAll(SESSION, (_all, text: string) => blocks((language) => language.session(tokensOf(text), requests)))
    .replaceAll(REQUEST, (_all, text: string) => blocks((language) => language.request(requestOf(text))))
}

/** The blocks of a language, in their order: what a reader of that tab runs. */
export function examplesIn(title: TabTitle, markdown: string): string[] {
  const word = LANGUAGES[title]?.word ?? 'sh'
  return [...withExamples(markdown).matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)\n```$/gm)].flatMap(
    ([, found, name, code = '']) => (found === word && name === title ? [code] : []),
  )
}

function blocks(print: (language: Language) => string): string {
  return TAB_TITLES.flatMap((title) => {
    const language = LANGUAGES[title]
    return language === undefined ? [] : [`\`\`\`${language.word} ${title}\n${print(language)}\n\`\`\``]
  }).join('\n\n')
}

function tokensOf(text: string): [Token, string][] {
  return text.split('\n').map((line) => {
    const [, token, value = ''] = /^export (TOKEN|PROVISIONING_TOKEN)='(<[\w ]+>)'$/.exec(line) ?? []
    if (token === undefined) throw new Error(`no token: ${line}`)
    return [token as Token, value]
  })
}
