/**
 * What a rewording must leave as it is, the longest shape first: a text that one pattern takes is not looked at again.
 * What stands in quotes or backticks is a fact whichever quotes are used.
 */
const FACTS = [
  /`([^`\n]+)`/, // code
  /"([^"\n]+)"/, // quotations
  /(?<=^|[\s([{=:,])'([^'\n]+)'(?=$|[\s)\]}.,:;])/,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>`)\]]*[^\s"'<>`)\].,:;!?]/i, // URLs
  /\burn:[^\s"'<>`)\]]*[^\s"'<>`)\].,:;!?]/i,
  /\b\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?/, // times
  /(?<=^|[\s("'=:,[])\/[A-Za-z0-9_{}%.~:@?&=+-][^\s"'<>`,;)\]]*[^\s"'<>`,;)\].:!?]/, // paths
  /(?<=^|[\s("'[/])--?[A-Za-z][A-Za-z0-9-]*/, // flags
  /[^\s@"'<>()[\],;:]+@[^\s@"'<>()[\],;:]+[^\s@"'<>()[\],;:.]/, // addresses
  /\b[A-Z][A-Za-z]*(?:-[A-Z0-9][A-Za-z0-9]*)+\b/, // names of headers
  /\b\d{1,3}(?:,\d{3})+\b/, // 10,000
  /\b(?=[\w.:/-]*[_\d])[\w](?:[\w.:/-]*\w)?/, // numbers, codes, SIDs, names with an underscore or a digit
  /\b[a-z]+(?:-[a-z]+){2,}\b/, // ids of findings and faults
  /\b[a-z]+[A-Z]\w*(?:\.\w+)*/, // keys: samlResponse
  /\b[\w-]+\.(?:md|json|xml|html|crt|pem|key|yaml|db|txt)\b/, // files
  /\b\w+:\w[\w:.-]*/, // names with a prefix: saml:Issuer
]
const ANY_FACT = new RegExp(FACTS.map(({ source }) => `(?:${source})`).join('|'), 'gu')

/** Names that are written like keys, and are words of a sentence all the same. */
const WORDS = new Set(['eMail'])

/** The text in parts: words, and facts with what they say. */
function split(text) {
  const parts = []
  let end = 0
  for (const match of text.matchAll(ANY_FACT)) {
    if (WORDS.has(match[0])) continue
    const quoted = match.slice(1).find((each) => each !== undefined)
    parts.push({ words: text.slice(end, match.index) }, { fact: quoted ?? match[0] })
    end = match.index + match[0].length
  }
  return [...parts, { words: text.slice(end) }]
}

/** The facts of a text, sorted. */
const factsOf = (parts) => parts.flatMap(({ fact }) => fact ?? []).sort()

const STEMS = [
  [/\b(?:accept|pass)\w*/gi, 'good'],
  [/\b(?:reject|refus|fail|den(?:y|ie))\w*/gi, 'bad'],
]

/** Which verdict the words speak of: 'good', 'bad', both or none. */
const verdictOf = (text) =>
  STEMS.filter(([pattern]) => text.search(pattern) >= 0)
    .map(([, verdict]) => verdict)
    .join(' and ')

const isFlipped = (one, other) => [one, other].sort().join() === 'bad,good'

/** Facts that both have become ‹1›, ‹2› …, so that one sentence is one row, whatever it was about. */
function templatesOf(before, after) {
  const shared = factsOf(after).filter((fact) => factsOf(before).includes(fact))
  const numbers = new Map()
  const nameOf = (fact) => {
    if (!shared.includes(fact)) return fact
    if (!numbers.has(fact)) numbers.set(fact, numbers.size + 1)
    return `‹${numbers.get(fact)}›`
  }
  const write = (parts) => parts.map(({ words, fact }) => words ?? nameOf(fact)).join('')
  return { before: write(before), after: write(after) }
}

/** Whether a text is words and not a code: two words at least, or one that may stand alone. */
const isWords = (text, mayStandAlone) =>
  /\p{L}\S*\s+\S*\p{L}/u.test(text) || (mayStandAlone && /^\p{Lu}?\p{Ll}+[.:]?$/u.test(text.trim()))

const STATUSES = new Set(
  'accepted rejected unknown error warning notice pass fail crashed documented observed inferred legacy preview enhanced'.split(
    ' ',
  ),
)
const isStatus = (text) => STATUSES.has(text.trim().toLowerCase())

/** What speaks against taking `after` for a rewording of `before`; null when nothing does. */
function objectionTo(before, after, mayStandAlone) {
  if (!isWords(before, mayStandAlone) || !isWords(after, mayStandAlone)) return 'it is no text in words'
  if (isStatus(before) || isStatus(after)) return 'it is a status'
  if (isFlipped(verdictOf(before), verdictOf(after))) return 'the verdict is another'
  const [one, other] = [factsOf(split(before)), factsOf(split(after))]
  if (one.join('\n') !== other.join('\n')) return `facts differ: ${differenceOf(one, other)}`
  return null
}

function differenceOf(one, other) {
  const minus = (these, those) => {
    const left = [...those]
    return these.filter((each) => {
      const at = left.indexOf(each)
      if (at >= 0) left.splice(at, 1)
      return at < 0
    })
  }
  const list = (sign, facts) => facts.map((fact) => `${sign}${fact}`)
  return [...list('−', minus(one, other)), ...list('+', minus(other, one))].join(' ')
}

const SENTENCE_END = /(?<=[.!?:;])\s+/

/** The sentences that changed, in pairs; the whole where there are more or fewer of them. */
function sentencesOf({ before, after }) {
  const [one, other] = [before.split(SENTENCE_END), after.split(SENTENCE_END)]
  if (one.length !== other.length) return [renumber({ before, after })]
  const pairs = one.map((sentence, index) => ({ before: sentence, after: other[index] }))
  return pairs
    .filter((pair) => pair.before !== pair.after)
    .map(renumber)
    .map(withoutLabel)
}

/** What a format writes before a sentence, so that the same sentence is the same row in every format. */
const LABEL = /^(?:(?:::)?(?:error|warning|notice) (?:title=)?|(?:fix|expected|received|differs|where|check):? +)/

function withoutLabel({ before, after }) {
  const [label = ''] = LABEL.exec(before) ?? []
  if (!after.startsWith(label)) return { before, after }
  return { before: before.slice(label.length), after: after.slice(label.length) }
}

/** Placeholders in the order in which this sentence has them, so that it reads the same in every text. */
function renumber({ before, after }) {
  const numbers = new Map()
  const nameOf = (placeholder) => {
    if (!numbers.has(placeholder)) numbers.set(placeholder, `‹${numbers.size + 1}›`)
    return numbers.get(placeholder)
  }
  return { before: before.replace(/‹\d+›/g, nameOf), after: after.replace(/‹\d+›/g, nameOf) }
}

/**
 * Compares two texts in words.
 * @returns {{ objection: string | null, pairs: { before: string, after: string }[] }} what speaks against a rewording, and
 * the changed sentences, with placeholders for the facts that both have
 */
export function compareWords(before, after, mayStandAlone) {
  const [one, other] = [before, after].map((text) => text.replaceAll(/\s+/g, ' '))
  if (one === other) return { objection: mayStandAlone ? null : 'the white space differs', pairs: [] } // or wrapped elsewhere
  return {
    objection: objectionTo(one, other, mayStandAlone),
    pairs: sentencesOf(templatesOf(split(one), split(other))),
  }
}
