// Compares what was found with what is allowed. Counts may only fall.

/**
 * @typedef {import('./find-words.js').Hit} Hit
 * @typedef {import('./words.js').Word} Word
 * @typedef {{ id: string, sentence: string, reason: string }} Allowed
 * @typedef {Record<string, number>} Budget
 */

const MOST_SHOWN = 10

/** @param {Hit[]} found @param {Allowed[]} allowed */
export function withoutAllowed(found, allowed) {
  const isFor = (entry) => (hit) => entry.id === hit.id && entry.sentence === hit.sentence
  return {
    hits: found.filter((hit) => !allowed.some((entry) => isFor(entry)(hit))),
    unused: allowed.filter((entry) => !found.some(isFor(entry))),
  }
}

/** @param {Word[]} words @param {Hit[]} hits @returns {Budget} */
export const countById = (words, hits) =>
  Object.fromEntries(words.map(({ id }) => [id, hits.filter((hit) => hit.id === id).length]))

/** Never above what it was; an id that is new on the list starts with its count. */
export const lowered = (counts, budget) =>
  Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, Math.min(count, budget[id] ?? count)]))

/** @param {Word[]} words @param {Hit[]} hits @param {Budget} budget @param {Allowed[]} unused @returns {string[]} */
export function complaintsOf(words, hits, budget, unused) {
  const removed = Object.keys(budget).filter((id) => !words.some((word) => word.id === id))
  return [
    ...words.flatMap((word) =>
      complain(
        word,
        hits.filter(({ id }) => id === word.id),
        budget[word.id] ?? 0,
      ),
    ),
    ...removed.map((id) => `${id}: has a budget but is not on the list. Run: node scripts/check-words --update`),
    ...unused.map(({ id, sentence }) => `${id}: this allowed sentence no longer occurs. Remove it: ${sentence}`),
  ]
}

function complain({ id, instead }, hits, limit) {
  const counted = `${id}: ${hits.length}, budget ${limit}.`
  if (hits.length === limit) return []
  if (hits.length < limit) return [`${counted} Lower the budget: node scripts/check-words --update`]
  const more =
    hits.length > MOST_SHOWN ? [`  … and ${hits.length - MOST_SHOWN} more: node scripts/check-words ${id}`] : []
  return [
    [`${counted} Write ${instead}`, ...hits.slice(0, MOST_SHOWN).map((hit) => `  ${show(hit)}`), ...more].join('\n'),
  ]
}

/** @param {Hit} hit */
export const show = ({ file, line, sentence }) => `${file}:${line}  ${sentence}`
