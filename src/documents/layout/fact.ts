export interface Fact {
  label: string
  value: string
  strong?: boolean
  /** Begins a new group. */
  gap?: boolean
}
