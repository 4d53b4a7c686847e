const TOKEN = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(?:"[^"]*"|'[^']*'|[^'">])*>|[^<]+/g
const ATTRIBUTE = /([^\s=<>/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?/g
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", '#x27': "'", '#10': '\n' }

const decode = (text) => text.replace(/&(#?\w+);/g, (whole, name) => ENTITIES[name.toLowerCase()] ?? whole)

function readTag(token) {
  const [, name = '', rest = ''] = /^<([^\s>]+)([\s\S]*?)\/?>$/.exec(token) ?? []
  const attributes = [...rest.matchAll(ATTRIBUTE)].map(([, key, value = '""']) => [
    key,
    decode(value.replace(/^["']|["']$/g, '')),
  ])
  return { tag: name, attributes }
}

/** Tags with their attributes, and the texts between them. What stands in style and script is code. */
export function readMarkup(text) {
  let code = false
  return (text.match(TOKEN) ?? []).map((token) => {
    if (!token.startsWith('<')) return code ? { code: token } : { text: decode(token) }
    if (token.startsWith('<!')) return { code: token }
    const tag = readTag(token)
    code = tag.tag === 'style' || tag.tag === 'script'
    return tag
  })
}
