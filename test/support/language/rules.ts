/** The words that comments, pages and messages do without, in one place. CONTRIBUTING.md asks for subject, verb, object. */

/** A sentence that opens so has no subject a reader could see; a question may. */
export const OPENING_WITHOUT_SUBJECT =
  /^(?:(?:What|Whatever|Whoever|Who|Those|Of|The same|As(?! (?:long|soon) as )|Whose|Which)\b.*[^?]|(?:By|For|From|In|On|To|With) (?:which|whom)\b.*[^?]|Where [^,;:]*\.)$/

/** Private words, each with the plain words that stand in for it. */
export const PRIVATE_WORDS: readonly { words: RegExp; plain: string }[] = [
  { words: /\bby (itself|themselves)\b/i, plain: 'automatically, alone' },
  { words: /\bof (its|their) own\b/i, plain: 'its own, a separate …' },
  { words: /\bof ours\b/i, plain: 'our, of this service' },
  { words: /\bours\b|\bOurs\b/, plain: 'our, a Saatava extension, of this service' },
  // In backticks it is a published name of an event's data.
  { words: /(?<!`)\btold\b/i, plain: 'reported, recognised, known' },
  { words: /\btells\b/i, plain: 'reports, shows, lists, names' },
  { words: /\b(files?|statements?|banks?|payers?|notifications?|camt) tell\b/i, plain: 'report, list, name' },
  { words: /\blooked for\b/i, plain: 'searched for' },
  { words: /\bwaits? for a person\b/i, plain: 'needs review' },
  { words: /\bwhose (it|they) (is|are)\b/i, plain: 'its owner, who owns it' },
  { words: /\bput right\b/i, plain: 'corrected' },
  { words: /\bdealt with\b/i, plain: 'handled, processed' },
  { words: /\banew\b/i, plain: 'again' },
  { words: /\bsprings? into being\b/i, plain: 'is created' },
  {
    words: /\bways? of (fallback|a letter|one invoice)\b|\b(next|letter's|invoice's) ways?\b/i,
    plain: 'delivery, fallback',
  },
  { words: /\b(comes?|came|becomes?|became) of\b/i, plain: 'result, outcome' },
  { words: /\bheld against\b/i, plain: 'compared with' },
  { words: /\bthe house\b(?! number)/i, plain: 'the service, the operator tenant, the printing house' },
]

/** A title of a test and the description of a field begin with a small letter. */
export const SMALL_OPENING_WITHOUT_SUBJECT = new RegExp(OPENING_WITHOUT_SUBJECT.source, 'i')

/** The most words of a sentence in a page, a message or a title. */
export const SENTENCE_WORDS_MAX = 30

/** Names that say nothing about the value of a variable. */
export const PRIVATE_NAMES: ReadonlySet<string> = new Set(['of', 'told'])
