/** Why other judges see a message differently, where it is said of fixtures and in a user's installation alike. */
export const WHY = {
  oneByOne:
    'verifies the signature of the Assertion by itself, and it holds; here a fault of structure voids every signature',
  byId: 'takes the element that the reference names, wherever it stands; here a signature is good for its own parent alone',
  genuineAtItsPlace: 'takes what is genuine at its place and looks for nothing evil elsewhere',
  signedAmongOthers: 'takes the assertion that is signed and passes over those beside it that are not',
  contentWithTheAssertion: 'is content with the signature of the Assertion when that of the Response does not hold',
  contentWithTheAssertionAlone:
    'is content with the signature of the Assertion; the policy asks for that of the Response too',
  contentWithTheResponse: 'is content with the signature of the Response and looks at no other',
  base64PastComment: 'reads base64 past a comment; here base64 is text and nothing else',
  base64ForTheBetterPart: 'decodes what is base64 for the better part',
  passesOverDoctype: 'passes over a document type declaration, of which SAML has none',
  readsDoctypeInside: 'is built on xmldom, which reads a document type declaration inside the root, too',
  validatesBehindDoctype: 'validates what follows the document type declaration; here nothing is read that has one',
  noBound: 'has no such bound',
  noBoundAndSigned: 'has no such bound, and the signature of the Assertion holds',
  idTwice:
    'gives up where two attributes have the ID of the signed element; here the signature is good, and the message is refused for its IDs',
  sessionOver: 'refuses a session that is over, which enhanced Flex lets pass',
  messageAlone: 'is given the message alone, and not how it came',
} as const
