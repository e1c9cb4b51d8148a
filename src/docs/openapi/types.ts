export type Schema = { [keyword: string]: unknown }

/** A request also takes null and "" where an answer has neither. */
export type Direction = 'request' | 'response'
