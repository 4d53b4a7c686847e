import { attributesIn, elementsIn, splice, textsIn } from './markup.js'
import { AROUND, ATTRIBUTES, ELEMENTS, INSIDE, VALUES, WRAPPERS } from './tokens.js'

// Every mutation takes a message as latin1 text (one character for each byte), a stream of random numbers and another
// message, and gives the changed message, or the same one where there is nothing to change.

const cut = (text, { start, end }) => text.slice(start, end)
const insert = (text, at, what) => splice(text, { start: at, end: at }, what)
const SHORT = 40

/** A place of up to a few bytes. */
function somewhere(text, random) {
  const start = random.below(text.length + 1)
  return { start, end: Math.min(text.length, start + 1 + random.below(SHORT)) }
}

/** Changes one of what `find` finds. */
const change = (find, make) => (text, random, other) => {
  const found = find(text)
  if (found.length === 0) return text
  const part = random.pick(found)
  return splice(text, part, make(part, { text, random, other }))
}

const isId = ({ name }) => /^(xml:)?id$/i.test(name)
const isDeclaration = ({ name }) => name.startsWith('xmlns')
const isAlgorithm = ({ name }) => name === 'Algorithm'
const signatureValues = (text) => textsIn(text).filter(({ value }) => /^[A-Za-z0-9+/=\s]{27,}$/.test(value))
const withValue = ({ name }, value) => ` ${name}="${value}"`
const oneOf = (find, text, random) =>
  random.pick(find(text)) ?? { start: 0, end: 0, closeStart: 0, value: '', name: 'x' }

const BYTES = {
  flipByte: (text, random) => {
    const at = random.below(text.length)
    return splice(text, { start: at, end: at + 1 }, String.fromCharCode(random.below(256)))
  },
  flipBit: (text, random) => {
    const at = random.below(text.length)
    const flipped = (text.charCodeAt(at) || 0) ^ (1 << random.below(8))
    return splice(text, { start: at, end: at + 1 }, String.fromCharCode(flipped))
  },
  deleteBytes: (text, random) => splice(text, somewhere(text, random), ''),
  repeatBytes: (text, random) => {
    const part = somewhere(text, random)
    return insert(text, part.end, cut(text, part))
  },
  truncate: (text, random) => text.slice(0, random.below(text.length + 1)),
}

const STRUCTURE = {
  deleteElement: change(elementsIn, () => ''),
  repeatElement: change(elementsIn, (part, { text }) => cut(text, part).repeat(2)),
  takeOverElement: change(elementsIn, (_part, { other, random }) => cut(other, oneOf(elementsIn, other, random))),
  takeOverNamesake: change(elementsIn, (part, { text, other, random }) => {
    const same = elementsIn(other).filter(({ name }) => name.split(':').at(-1) === part.name.split(':').at(-1))
    return same.length > 0 ? cut(other, random.pick(same)) : cut(text, part)
  }),
  addElementOfOther: change(elementsIn, (part, { text, other, random }) => {
    return cut(text, part) + cut(other, oneOf(elementsIn, other, random))
  }),
  addElementInside: change(elementsIn, (part, { text, random }) => insideOf(text, part, random.pick(ELEMENTS))),
  addElementBeside: change(elementsIn, (part, { text, random }) => random.pick(ELEMENTS) + cut(text, part)),
  wrapElement: change(elementsIn, (part, { text, random }) => random.pick(WRAPPERS).join(cut(text, part))),
  unwrapElement: change(elementsIn, ({ openEnd, closeStart }, { text }) => text.slice(openEnd, closeStart)),
  swapElements: (text, random) => {
    const found = elementsIn(text)
    if (found.length < 2) return text
    const [one, two] = [random.pick(found), random.pick(found)].sort((a, b) => a.start - b.start)
    if (one.end > two.start) return text
    return splice(splice(text, two, cut(text, one)), one, cut(text, two))
  },
  moveElement: (text, random) => {
    const found = elementsIn(text)
    if (found.length === 0) return text
    const [moved, target] = [random.pick(found), random.pick(found)]
    if (target.closeStart >= moved.start && target.closeStart <= moved.end) return text
    if (target.closeStart > moved.end) return splice(insert(text, target.closeStart, cut(text, moved)), moved, '')
    return insert(splice(text, moved, ''), target.closeStart, cut(text, moved))
  },
  hideInElement: (text, random, other) => {
    const [found, taken] = [elementsIn(text), elementsIn(other).filter(({ name }) => /Assertion|Response/.test(name))]
    if (found.length === 0 || taken.length === 0) return text
    return insert(text, random.pick(found).closeStart, cut(other, random.pick(taken)))
  },
  spliceMessages: (text, random, other) => {
    const [here, there] = [elementsIn(text), elementsIn(other)]
    if (here.length === 0 || there.length === 0) return text
    return text.slice(0, random.pick(here).start) + other.slice(random.pick(there).start)
  },
}

const named = (text, name) => elementsIn(text).filter((each) => each.name.split(':').at(-1) === name)
const EVIL = 'admin@example.com'

/** A copy of the assertion that says something else, with or without its signature, under its own ID or another. */
function forgeAssertion(assertion, random) {
  const changed = change(textsIn, () => EVIL)(assertion, random)
  const stripped = random.chance(0.5)
    ? change(
        (text) => named(text, 'Signature'),
        () => '',
      )(changed, random)
    : changed
  return random.chance(0.5) ? stripped.replace(/ ID="[^"]*"/, ' ID="_evil"') : stripped
}

/** Signature wrapping: a forged assertion, and the signed one kept where a careless verifier still finds it. */
const WRAPPING = {
  stripSignature: change(
    (text) => named(text, 'Signature'),
    () => '',
  ),
  stripAndForge: (text, random) => {
    const stripped = WRAPPING.stripSignature(text, random)
    return change(textsIn, () => EVIL)(stripped, random)
  },
  forgeBeside: change(
    (text) => named(text, 'Assertion'),
    (part, { text, random }) => {
      const [genuine, forged] = [cut(text, part), forgeAssertion(cut(text, part), random)]
      return random.chance(0.5) ? genuine + forged : forged + genuine
    },
  ),
  forgeAround: change(
    (text) => named(text, 'Assertion'),
    (part, { text, random }) => {
      const forged = forgeAssertion(cut(text, part), random)
      return insert(forged, oneOf(elementsIn, forged, random).closeStart, cut(text, part))
    },
  ),
  forgeAndHide: (text, random) => {
    const [assertion] = named(text, 'Assertion')
    if (assertion === undefined) return text
    const genuine = random.pick(WRAPPERS).join(cut(text, assertion))
    const forged = splice(text, assertion, forgeAssertion(cut(text, assertion), random))
    return insert(forged, random.pick(elementsIn(forged)).closeStart, genuine)
  },
}

const insideOf = (text, { start, openEnd, closeStart, end }, what) =>
  closeStart === end ? text.slice(start, end) : text.slice(start, openEnd) + what + text.slice(openEnd, end)

const ATTRIBUTE = {
  deleteAttribute: change(attributesIn, () => ''),
  repeatAttribute: change(attributesIn, (part, { text }) => cut(text, part).repeat(2)),
  setAttribute: change(attributesIn, (part, { random }) => withValue(part, random.pick(VALUES))),
  takeOverAttribute: change(attributesIn, (part, { text, random }) =>
    withValue(part, oneOf(attributesIn, text, random).value),
  ),
  renameAttribute: change(attributesIn, ({ value }, { text, random }) =>
    withValue(oneOf(attributesIn, text, random), value),
  ),
  addAttribute: change(elementsIn, (part, { text, random }) => {
    const tag = cut(text, part)
    return insert(tag, part.name.length + 1, ` ${random.pick(ATTRIBUTES)}`)
  }),
  setAlgorithm: change(
    (text) => attributesIn(text).filter(isAlgorithm),
    (part, { random }) => withValue(part, random.pick(VALUES.filter((value) => value.startsWith('http')))),
  ),
  setId: change(
    (text) => attributesIn(text).filter(isId),
    (part, { random }) => withValue(part, random.pick(['_fuzz', '', '1', '_a b', 'a:b'])),
  ),
  repeatId: change(
    (text) => attributesIn(text).filter(isId),
    (part, { text, random }) => withValue(part, oneOf((each) => attributesIn(each).filter(isId), text, random).value),
  ),
  renameId: (text, random) => {
    const { value } = oneOf((each) => attributesIn(each).filter(isId), text, random)
    return value ? text.replaceAll(value, `_fuzz${random.below(9)}`) : text
  },
}

const NAMESPACES = {
  deleteDeclaration: change(
    (text) => attributesIn(text).filter(isDeclaration),
    () => '',
  ),
  setDeclaration: change(
    (text) => attributesIn(text).filter(isDeclaration),
    (part, { random }) => withValue(part, random.pick(VALUES)),
  ),
  repeatDeclaration: (text, random) => {
    const [declared, found] = [attributesIn(text).filter(isDeclaration), elementsIn(text)]
    if (declared.length === 0 || found.length === 0) return text
    const { start, name } = random.pick(found)
    return insert(text, start + 1 + name.length, cut(text, random.pick(declared)))
  },
  renamePrefix: (text, random) => {
    const { name } = random.pick(elementsIn(text)) ?? { name: 'x' }
    const [prefix] = name.split(':')
    const renamed = text.replaceAll(`<${prefix}:`, '<fuzz:').replaceAll(`</${prefix}:`, '</fuzz:')
    return renamed.replaceAll(`xmlns:${prefix}=`, 'xmlns:fuzz=')
  },
}

const CONTENT = {
  setText: change(textsIn, (_part, { random }) => random.pick(VALUES)),
  takeOverText: change(textsIn, (_part, { other, random }) => oneOf(textsIn, other, random).value),
  splitText: change(textsIn, ({ value }, { random }) =>
    insert(value, random.below(value.length + 1), random.pick(INSIDE)),
  ),
  splitValueOfAttribute: change(attributesIn, (part, { random }) =>
    withValue(part, insert(part.value, random.below(part.value.length + 1), random.pick(INSIDE))),
  ),
  asCdata: change(textsIn, ({ value }) => `<![CDATA[${value}]]>`),
  asReferences: change(textsIn, ({ value }) => Array.from(value, (each) => `&#${each.charCodeAt(0)};`).join('')),
  setSignatureValue: change(signatureValues, (_part, { other, random }) => oneOf(signatureValues, other, random).value),
  betweenTags: (text, random) => {
    const found = elementsIn(text)
    return found.length === 0 ? text : insert(text, random.pick(found).end, random.pick(INSIDE))
  },
  around: (text, random) => (random.chance(0.5) ? random.pick(AROUND) + text : text + random.pick(AROUND)),
  breakLines: (text, random) => text.replaceAll('><', random.pick(['>\n<', '>\r\n<', '> <'])),
  joinLines: (text) => text.replaceAll(/>\s+</g, '><'),
}

/** Every change of the XML, by name. */
export const MUTATIONS = Object.entries({
  ...BYTES,
  ...STRUCTURE,
  ...WRAPPING,
  ...ATTRIBUTE,
  ...NAMESPACES,
  ...CONTENT,
})

/** Changes of the form, by name: each takes the base64 field and gives all fields of that name. */
export const FORM_MUTATIONS = Object.entries({
  twoFields: (field) => [field, field],
  noField: () => [],
  emptyField: () => [''],
  flipCharacter: (field, random) => [
    splice(field, somewhere(field, random), String.fromCharCode(32 + random.below(95))),
  ],
  wrapped: (field, random) => [field.replace(/(.{76})/g, random.pick(['$1\n', '$1\r\n', '$1 ', '$1\u00a0']))],
  urlAlphabet: (field) => [field.replaceAll('+', '-').replaceAll('/', '_')],
  withoutPadding: (field) => [field.replace(/=+$/, '')],
  morePadding: (field) => [`${field}==`],
  encodedTwice: (field) => [Buffer.from(field).toString('base64')],
  percentEncoded: (field) => [encodeURIComponent(field)],
  spacesForPlus: (field) => [field.replaceAll('+', ' ')],
  notEncoded: (field) => [Buffer.from(field, 'base64').toString('latin1')],
  concatenated: (field) => [field + field],
})
