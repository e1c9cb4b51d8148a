/** Reads the SQL of a TypeScript file: its texts that hold a statement, with the constants of the file put in. */

export interface SqlText {
  line: number
  text: string
}

const SQL = /\b(?:select|insert into|update \w+ (?:\w+ )?set|delete from)\b/i
/** How deep constants may name constants. */
const DEPTH_MAX = 5

/** Returns the statements of the file, also those that a constant holds in part. */
export function sqlTextsOf(source: string): SqlText[] {
  const texts = textsOf(source)
  const constants = new Map<string, string>()
  for (const { text, name } of texts) if (name !== undefined) constants.set(name, text)
  return texts
    .filter(({ text }) => SQL.test(text))
    .map(({ line, text }) => ({ line, text: resolved(text, constants).replaceAll(/--[^\n]*/g, '') }))
}

function resolved(text: string, constants: ReadonlyMap<string, string>, depth = 0): string {
  if (depth === DEPTH_MAX) return text
  return text.replaceAll(/\$\{(\w+)\}/g, (all, name: string) => {
    const constant = constants.get(name)
    return constant === undefined ? all : resolved(constant, constants, depth + 1)
  })
}

interface Text extends SqlText {
  /** The constant that holds it. */
  name: string | undefined
}

/** Returns the templates and quoted texts of a file, a template with what it puts in as it is written. */
function textsOf(source: string): Text[] {
  const texts: Text[] = []
  let line = 1
  for (let i = 0; i < source.length; i++) {
    const end = endOf(source, i)
    const character = source[i]
    if (end > i && (character === '`' || character === "'")) {
      const name = /const (\w+)(?::[^=]+)? =\s*$/.exec(source.slice(Math.max(0, i - 100), i))?.[1]
      texts.push({ line, text: source.slice(i + 1, end), name })
    }
    line += source.slice(i, end + 1).split('\n').length - 1
    i = end
  }
  return texts
}

/** Returns the place of the last character of the comment, text or regular expression that begins at `at`, else `at`. */
function endOf(source: string, at: number): number {
  const two = source.slice(at, at + 2)
  if (two === '//') return before(source.indexOf('\n', at), source)
  if (two === '/*') return source.indexOf('*/', at + 2) + 1
  const character = source[at]
  if (character === '`') return endOfTemplate(source, at)
  if (character === "'" || character === '"') return closing(source, at, character)
  if (character === '/' && /[(=,:[!&|?{};\n]\s*$/.test(source.slice(Math.max(0, at - 20), at)))
    return closingSlash(source, at)
  return at
}

function before(end: number, source: string): number {
  return end === -1 ? source.length : end - 1
}

function closing(source: string, at: number, quote: string): number {
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === '\\') i++
    else if (source[i] === quote) return i
  }
  return source.length
}

function closingSlash(source: string, at: number): number {
  let inClass = false
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === '\\') i++
    else if (source[i] === '[') inClass = true
    else if (source[i] === ']') inClass = false
    else if (source[i] === '/' && !inClass) return i
  }
  return source.length
}

function endOfTemplate(source: string, at: number): number {
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === '\\') i++
    else if (source[i] === '`') return i
    else if (source.startsWith('${', i)) i = endOfHole(source, i + 2)
  }
  return source.length
}

/** Returns the place of the brace that closes what a template puts in. */
function endOfHole(source: string, at: number): number {
  let depth = 1
  for (let i = at; i < source.length; i++) {
    if (source[i] === '{') depth++
    else if (source[i] === '}' && --depth === 0) return i
    else i = endOf(source, i)
  }
  return source.length
}
