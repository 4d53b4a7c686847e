import { asPosted } from '../../connection/judge-target.ts'
import { supposeAssertion, supposeResponse } from '../hypothetical.ts'
import { assertionOf, NO_DATA, type ProposedChange } from './change.ts'

/** Changes to the audience of a response and to where it is posted. */
export const ADDRESSES: ProposedChange[] = [
  {
    setting: 'acsUrl',
    side: 'idp',
    cures: ['door-is-an-acs', 'destination-matches-acs', 'recipient-matches-acs'],
    describe: ({ posted: { reached }, message: { response }, settings: { acs } }) => {
      if (!reached.isAcs) return { from: reached.path, to: acs.at(-1) ?? '' }
      const recipient = response?.assertion?.confirmations.find(({ data }) => data?.recipient)?.data?.recipient
      const wrong = [response?.destination, recipient].find((each) => each != null && !acs.includes(each))
      return { from: wrong ?? null, to: acs.at(-1) ?? '' }
    },
    apply: (judged) => {
      const { posted, settings } = judged
      const acs = settings.acs.at(-1) ?? ''
      const { reached } = asPosted([], null, settings)
      const arrived = posted.reached.isAcs ? judged : { ...judged, posted: { ...posted, reached } }
      return supposeAssertion(
        supposeResponse(arrived, () => ({ destination: acs })),
        ({ confirmations }) => ({
          confirmations: confirmations.map((each) => ({ ...each, data: { ...NO_DATA, ...each.data, recipient: acs } })),
        }),
      )
    },
  },
  {
    setting: 'entityId',
    side: 'idp',
    cures: ['audience-names-entity-id', 'sp-name-qualifier-matches'],
    describe: (judged) => {
      const { conditions, nameId } = assertionOf(judged) ?? {}
      const { audience } = judged.settings
      const sent = conditions?.audienceRestrictions.flat().filter((each) => each !== audience) ?? []
      return { from: sent.join(', ') || (nameId?.spNameQualifier ?? null), to: audience }
    },
    apply: (judged) => {
      const { audience } = judged.settings
      return supposeAssertion(judged, ({ conditions, nameId }) => ({
        conditions: { notBefore: null, notOnOrAfter: null, ...conditions, audienceRestrictions: [[audience]] },
        nameId: nameId && { ...nameId, spNameQualifier: nameId.spNameQualifier === null ? null : audience },
      }))
    },
  },
]
