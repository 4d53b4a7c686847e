const TAG = /<(\/?)([A-Za-z_][\w:.-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/g

/** The elements of what may once have been XML: offsets of start tag and end tag, as far as they can be matched. */
export function elementsIn(xml) {
  const open = []
  const elements = []
  for (const { 0: tag, 1: slash, 2: name, 3: rest, index } of xml.matchAll(TAG)) {
    const openEnd = index + tag.length
    if (slash === '/') {
      const at = open.findLastIndex((each) => each.name === name)
      if (at >= 0) elements.push({ ...open.splice(at)[0], closeStart: index, end: openEnd })
    } else if (rest.endsWith('/')) {
      elements.push({ name, start: index, openEnd, closeStart: openEnd, end: openEnd })
    } else {
      open.push({ name, start: index, openEnd })
    }
  }
  return elements
}

/** The attributes and namespace declarations of all start tags, with the offsets of the whole and of the value. */
export function attributesIn(xml) {
  return elementsIn(xml).flatMap(({ start, openEnd, name }) =>
    Array.from(xml.slice(start, openEnd).matchAll(/\s([\w:.-]+)=(["'])([^"'<]*)\2/g), (match) => {
      const from = start + match.index
      const end = from + match[0].length
      return { element: name, name: match[1], value: match[3], start: from, end, valueStart: end - 1 - match[3].length }
    }),
  )
}

/** The texts between tags that are more than white space. */
export function textsIn(xml) {
  return Array.from(xml.matchAll(/>([^<>]*[^<>\s][^<>]*)</g), (match) => ({
    value: match[1],
    start: match.index + 1,
    end: match.index + 1 + match[1].length,
  }))
}

/** A text with a part of it replaced. */
export const splice = (text, { start, end }, replacement) => text.slice(0, start) + replacement + text.slice(end)
