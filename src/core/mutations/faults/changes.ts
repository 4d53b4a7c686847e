import type { IdpLogin, MessageChange } from '../../domain/idp.ts'
import type { Assertion, SamlAttribute, SamlResponse } from '../../domain/saml.ts'

/** A change to the response. */
export const says = (change: (response: SamlResponse, login: IdpLogin) => SamlResponse): MessageChange => ({
  says: change,
})

/** A change to its assertion. */
export function asserts(change: (assertion: Assertion, login: IdpLogin) => Partial<Assertion>): MessageChange {
  return says((response, login) =>
    response.assertion === null
      ? response
      : { ...response, assertion: { ...response.assertion, ...change(response.assertion, login) } },
  )
}

/** A change to its claims. */
export const claims = (change: (attributes: SamlAttribute[]) => SamlAttribute[]): MessageChange =>
  asserts(({ attributes }) => ({ attributes: change(attributes) }))

/** Other values for one claim. A new claim is written like the existing ones. */
export const claim = (name: string, ...values: string[]): MessageChange =>
  claims((attributes) => {
    const [first] = attributes
    if (!attributes.some((each) => each.name === name) && first !== undefined) {
      return [...attributes, { ...first, name, friendlyName: first.friendlyName === null ? null : name, values }]
    }
    return attributes.map((each) => (each.name === name ? { ...each, values } : each))
  })

/** Renames one claim. */
export const renamed = (from: string, to: string): MessageChange =>
  claims((attributes) =>
    attributes.map((each) =>
      each.name === from ? { ...each, name: to, friendlyName: each.friendlyName === null ? null : to } : each,
    ),
  )

/** Removes one claim. */
export const without = (name: string): MessageChange =>
  claims((attributes) => attributes.filter((each) => each.name !== name))

/** The time of the login plus some seconds, as ISO 8601. */
export const after = ({ now }: Pick<IdpLogin, 'now'>, seconds: number) =>
  new Date(now.getTime() + seconds * 1_000).toISOString()

/** The same URL or entity ID with the SID of a different tenant. */
export const ofAnotherTenant = (text: string): string =>
  text.replace(/(?<=AC|JQ)[0-9a-f]{32}/i, (digits) => (/^f/i.test(digits) ? '0' : 'f').repeat(32))

/** The same URL at a host that does not exist. */
export const atAnotherHost = (url: string): string => url.replace(/\/\/[^/]+/, '//another-host.invalid')
