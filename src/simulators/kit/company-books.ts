/** The books of simulated companies: each company is made at its first sight, and every change is an entry. */
export interface CompanyBooks<Company, Entry> {
  companies: Map<string, Company>
  /** The company of that name; made at its first sight. */
  company(id: string): Company
  apply(entry: Entry): void
}

export function createCompanyBooks<Company, Entry extends { company: string }>(
  make: (id: string) => Company,
  applyTo: (company: Company, entry: Entry) => void,
): CompanyBooks<Company, Entry> {
  const companies = new Map<string, Company>()
  const company = (id: string) => {
    const known = companies.get(id)
    if (known !== undefined) return known
    const made = make(id)
    companies.set(id, made)
    return made
  }
  return { companies, company, apply: (entry) => applyTo(company(entry.company), entry) }
}
