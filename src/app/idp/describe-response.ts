import type { IdpLogin, IdpUser } from '../../core/domain/idp.ts'
import type { ResponseStyle } from '../../core/domain/response-style.ts'
import type { SamlAttribute, SamlResponse } from '../../core/domain/saml.ts'
import { BEARER, NAME_ID_FORMAT, STATUS_SUCCESS } from '../../core/domain/saml-names.ts'
import { fillTemplate, type TemplateValues } from './template.ts'

/** The content of a response in a response style, before it is written: everything as Flex requires it. */
export function describeResponse(style: ResponseStyle, login: IdpLogin): SamlResponse {
  const { user, acsUrl, inResponseTo, now } = login
  const about = templateValuesOf(login)
  const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000).toISOString()
  const { notBefore, notOnOrAfter, authnInstant, sessionNotOnOrAfter } = style.times
  const issuer = fillTemplate(style.issuer, about)
  const assertionId = fillTemplate(style.assertionId, about)
  return {
    id: fillTemplate(style.responseId, about),
    version: '2.0',
    issueInstant: at(0),
    destination: acsUrl,
    inResponseTo,
    issuer,
    status: { codes: [STATUS_SUCCESS], message: null },
    assertions: 1,
    encryptedAssertions: 0,
    assertion: {
      id: assertionId,
      version: '2.0',
      issueInstant: at(0),
      issuer,
      nameId: {
        value: user.nameId ?? user.email,
        format: NAME_ID_FORMAT.emailAddress,
        nameQualifier: null,
        spNameQualifier: null,
      },
      hasEncryptedId: false,
      confirmations: [
        { method: BEARER, data: { recipient: acsUrl, notBefore: null, notOnOrAfter: at(notOnOrAfter), inResponseTo } },
      ],
      conditions: {
        notBefore: at(notBefore),
        notOnOrAfter: at(notOnOrAfter),
        audienceRestrictions: [[login.entityId]],
      },
      authnStatements: [
        {
          authnInstant: at(authnInstant),
          sessionIndex: style.sessionIndex && fillTemplate(style.sessionIndex, { ...about, assertionId }),
          sessionNotOnOrAfter: sessionNotOnOrAfter === null ? null : at(sessionNotOnOrAfter),
        },
      ],
      attributes: describeClaims(style, user, about),
      encryptedAttributes: 0,
    },
  }
}

/** The values for the templates of a response style, for one sign-in. */
export function templateValuesOf({
  tenant,
  user,
  now,
}: {
  tenant: string
  user: { email: string }
  now: Date
}): TemplateValues {
  return { tenant, email: user.email, millis: String(now.getTime()) }
}

function describeClaims(
  style: ResponseStyle,
  { fullName, email, roles, claims }: IdpUser,
  about: TemplateValues,
): SamlAttribute[] {
  const own = style.ownClaims.map(
    ({ name, values }) => [name, values.map((each) => fillTemplate(each, about))] as const,
  )
  const named = [
    ...own,
    ['full_name', [fullName ?? email]],
    ['email', [email]],
    ['roles', roles],
    ...Object.entries(claims),
  ] as const
  return named.map(([name, values]) => ({
    name,
    nameFormat: style.nameFormat,
    friendlyName: style.friendlyNames ? name : null,
    values: [...values],
  }))
}
