import { typosBetween } from './typo.ts'

const MOST = 3

/** Suggestions for a misspelt name, closest first: names within two typos, else names with words in common. */
export function nearNames(misspelt: string, names: readonly string[]): string[] {
  const lower = misspelt.toLowerCase()
  const typos = rank(names, (name) => typosBetween(lower, name.toLowerCase()))
  if (typos.length > 0) return typos.slice(0, MOST)
  const words = new Set(lower.split(/[^a-z0-9]+/).filter((word) => word.length > 2))
  const shared = rank(names, (name) => {
    const common = name.split(/[^a-z0-9]+/).filter((word) => words.has(word)).length
    return common === 0 ? null : -common
  })
  return shared.slice(0, MOST)
}

function rank(names: readonly string[], distanceOf: (name: string) => number | null): string[] {
  return names
    .flatMap((name) => {
      const distance = distanceOf(name)
      return distance === null ? [] : [{ name, distance }]
    })
    .sort((one, other) => one.distance - other.distance)
    .map(({ name }) => name)
}
