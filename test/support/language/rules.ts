/** The words that comments and pages do without, in one place. CONTRIBUTING.md asks for subject, verb, object. */

/** A sentence that opens so has no subject a reader could see; a question may. */
export const OPENING_WITHOUT_SUBJECT =
  /^(?:(?:What|Whatever|Whoever|Who|Those|Of|The same|As(?! (?:long|soon) as )|Whose|Which)\b.*[^?]|(?:By|For|From|In|On|To|With) (?:which|whom)\b.*[^?]|Where [^,;:]*\.)$/

/** Private words, each with the plain words that stand in for it. */
export const PRIVATE_WORDS: readonly { words: RegExp; plain: string }[] = [
  { words: /\bby (itself|themselves)\b/i, plain: 'automatically, alone' },
  { words: /\bof (its|their) own\b/i, plain: 'its own, a separate …' },
  { words: /\bof ours\b/i, plain: 'our, of this service' },
  { words: /\btold twice\b/i, plain: 'reported twice, a duplicate' },
  { words: /\b(is|are|was|were|be|been) told\b/i, plain: 'is reported, is recognised' },
  {
    words: /\b(files?|statements?|banks?|payers?|notifications?|camt) (has |have |had )?(told|tells?)\b/i,
    plain: 'reports, lists, names',
  },
  {
    words: /\bways? of (fallback|a letter|one invoice)\b|\b(next|letter's|invoice's) ways?\b/i,
    plain: 'delivery, fallback',
  },
  { words: /\b(comes?|came|becomes?|became) of\b/i, plain: 'result, outcome' },
  { words: /\bheld against\b/i, plain: 'compared with' },
  { words: /\bthe house\b(?! number)/i, plain: 'the service, the operator tenant, the printing house' },
]

/** The most words of a sentence in a page. */
export const PAGE_WORDS_MAX = 30
