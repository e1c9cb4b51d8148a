/** Why an attachment cannot become pages. */
export type AttachmentFault = 'NOT_A_PDF' | 'UNREADABLE' | 'PASSWORD' | 'NO_PAGES' | 'TOO_MANY_PAGES'

const SENTENCES: Record<AttachmentFault, string> = {
  NOT_A_PDF: 'is not a PDF: a PDF begins with "%PDF-"',
  UNREADABLE: 'is a damaged PDF: its pages cannot be read',
  PASSWORD: 'is protected by a password: send it without one',
  NO_PAGES: 'is a PDF without pages',
  TOO_MANY_PAGES: 'has too many pages',
}

/** An attachment that cannot be joined to its invoice; trying again will not help. */
export class BrokenAttachment extends Error {
  override name = 'BrokenAttachment'
  /** Position of the attachment, counted from 0. */
  readonly position: number
  readonly fault: AttachmentFault
  readonly detail: string | undefined

  constructor(position: number, fault: AttachmentFault, detail?: string) {
    const reason = detail === undefined ? '' : ` (${detail})`
    super(`Attachment ${position + 1} ${SENTENCES[fault]}${reason}.`)
    this.position = position
    this.fault = fault
    this.detail = detail
  }
}
