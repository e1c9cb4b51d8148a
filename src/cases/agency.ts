/** Who runs payment control, as partners see it. */
export const AGENCY = 'Saatava'
