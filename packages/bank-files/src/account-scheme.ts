/** How an account's text is to be understood. */
export type AccountScheme = 'IBAN' | 'BANKGIRO' | 'PLUSGIRO' | 'OTHER'
