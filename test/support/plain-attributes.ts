/** The claims rules of Flex for names without type, in their simplest form: enough for what real IdPs send. */
export function plainAttributes(claims: [name: string, values: string[]][]): Record<string, string | string[]> {
  const plain = claims.filter(([name]) => !name.includes('/'))
  return Object.fromEntries(
    plain.map(([name, values]) => {
      if (name === 'roles') return [name, splitRoles(values)]
      return [name, values.length > 1 ? values : (values[0] ?? '')]
    }),
  )
}

function splitRoles(values: string[]): string[] {
  const roles = values.join(',').split(',')
  return roles.map((role) => role.trim()).filter((role) => role !== '')
}
