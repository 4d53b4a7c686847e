/** Why other judges see a message differently, both for fixtures and in a user's installation. */
export const WHY = {
  oneByOne:
    'verifies the signature of the Assertion separately, and it is valid; here a structural fault voids every signature',
  byId: 'accepts the element that the reference names, wherever it is; here a signature counts only for its own parent',
  genuineAtItsPlace: 'accepts what is genuine in its place and does not look for evil content elsewhere',
  signedAmongOthers: 'uses the assertion that is signed and ignores the unsigned ones next to it',
  contentWithTheAssertion: 'accepts the signature of the Assertion if that of the Response is not valid',
  contentWithTheAssertionAlone: 'accepts the signature of the Assertion; the policy also requires that of the Response',
  contentWithTheResponse: 'accepts the signature of the Response and checks no other',
  base64PastComment: 'reads base64 past a comment; here base64 may only be text',
  base64ForTheBetterPart: 'decodes the part that is base64',
  passesOverDoctype: 'ignores a document type declaration, which SAML does not allow',
  readsDoctypeInside: 'is built on xmldom, which also reads a document type declaration inside the root',
  validatesBehindDoctype:
    'validates what follows the document type declaration; here a document with one is not read at all',
  noBound: 'has no such limit',
  noBoundAndSigned: 'has no such limit, and the signature of the Assertion is valid',
  idTwice:
    'gives up if two attributes have the ID of the signed element; here the signature is valid, and the message is rejected for its IDs',
  sessionOver: 'rejects a session that has ended, which enhanced Flex accepts',
  messageAlone: 'receives only the message, not how it was delivered',
} as const
