export interface Fact {
  label: string
  value: string
  strong?: boolean
  /** Begins a group of its own. */
  gap?: boolean
}
