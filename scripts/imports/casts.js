/**
 * Casts to a type that stands for a proof, outside the module that creates it, and imports of the type under another
 * name, which would hide a cast.
 * @param {{ file: string, text: string }[]} sources @param {Record<string, string>} casts @returns {string[]}
 */
export const findCasts = (sources, casts) =>
  Object.entries(casts).flatMap(([type, maker]) =>
    sources
      .filter(({ file }) => file !== `src/${maker}`)
      .flatMap(({ file, text }) =>
        findLines(text, type).map(
          (line) => `${file}:${line}: only ${maker} may make a ${type}. Take one as an argument.`,
        ),
      ),
  )

/** @param {string} text @param {string} type @returns {number[]} */
function findLines(text, type) {
  const cast = new RegExp(`\\bas\\s+[^;=:\\n]*?\\b${type}\\b|(?<!\\w)<${type}>|\\b${type}\\s+as\\s`, 'g')
  return [...text.matchAll(cast)].map(({ index }) => text.slice(0, index).split('\n').length)
}
