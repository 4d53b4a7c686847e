import { unsigned } from '../../../src/core/mutations/attacks/edit.ts'
import { ASSERTION_UNSIGNED, RESPONSE_UNSIGNED } from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { add, edited, type Row, rename, setValues, state } from './claim-edit.ts'
import { setText } from './edit.ts'
import { type Edited, signedAnew } from './forge.ts'

const FLEX_ROLE = 'roles-name-a-flex-role'
const UNKNOWN = 'roles-are-known'
const MISSPELT = 'roles-are-spelled-right'
const TYPES = 'claim-types-parse'
const LIMIT = 'attributes-within-limit'

type RoleRow = [name: string, base: string, what: string, values: string[], expectFail: string[]]

const ROLE_VALUES: RoleRow[] = [
  ['wrong-case', 'salesforce/enhanced', 'Roles are case-sensitive.', ['Agent', 'SUPERVISOR'], [FLEX_ROLE, MISSPELT]],
  ['quoted', 'node-samlp/base-sp-redirect', 'Quotes are part of the role.', ['"agent"'], [FLEX_ROLE, MISSPELT]],
  [
    'split-by-line-break',
    'simplesamlphp/base-sp-redirect',
    'A line break stands inside the role.',
    ['ag\nent'],
    [FLEX_ROLE, MISSPELT],
  ],
  [
    'as-json',
    'simplesamlphp/enhanced-sp-redirect',
    'The roles are a JSON array.',
    ['["agent","supervisor"]'],
    [FLEX_ROLE, MISSPELT],
  ],
  [
    'joined-by-semicolons',
    'entra/both',
    'The roles are joined by semicolons.',
    ['agent;supervisor'],
    [ENTRA_CLAIMS, FLEX_ROLE, UNKNOWN],
  ],
  [
    'of-insights-alone',
    'node-samlp/enhanced-sp-post',
    'A role of Flex Insights stands alone.',
    ['wfo.full_access'],
    [FLEX_ROLE],
  ],
  ['of-commas', 'salesforce/usual', 'The value has separators alone.', [',, ,'], [FLEX_ROLE]],
  [
    'with-cyrillic-letter',
    'node-samlp/base-sp-post',
    'The role has a letter that only looks right.',
    ['\u0430gent'],
    [FLEX_ROLE, UNKNOWN],
  ],
  [
    'of-full-width-letters',
    'simplesamlphp/base-sp-post',
    'The letters are full-width ones, hoping to be normalised.',
    ['\uff41\uff47\uff45\uff4e\uff54'],
    [FLEX_ROLE, UNKNOWN],
  ],
  [
    'with-zero-width-space',
    'entra/enhanced',
    'A character that nobody sees stands in the role.',
    ['agent\u200b'],
    [ENTRA_CLAIMS, FLEX_ROLE, UNKNOWN],
  ],
  [
    'written-backwards',
    'salesforce/both',
    'An override of direction makes another word look right.',
    ['\u202etnega'],
    [FLEX_ROLE, UNKNOWN],
  ],
  [
    'with-control-character',
    'node-samlp/base-idp-initiated',
    'A control character ends the role.',
    ['agent\u009b'],
    [FLEX_ROLE, UNKNOWN],
  ],
  [
    'in-markup',
    'entra/both',
    'The roles are elements of the attacker inside one value.',
    ['<role xmlns="urn:a">agent</role><role xmlns="urn:a">supervisor</role>'],
    [ENTRA_CLAIMS, FLEX_ROLE, UNKNOWN],
  ],
]

const forRole = ([name, base, what, values, expectFail]: RoleRow): Edited => ({
  name: `role-${name}`,
  base,
  what,
  edit: (xml) => setValues(xml, 'roles', values),
  expectFail,
})

type Typed = [name: string, base: string, claim: string, values: string[]]

const TYPED: Typed[] = [
  ['int-with-fraction', 'node-samlp/base-sp-redirect', 'skill.int', ['1.23']],
  ['int-twice', 'salesforce/usual', 'skill.int', ['1', '2']],
  ['int-beyond-reason', 'simplesamlphp/base-sp-redirect', 'skill.int', ['9'.repeat(400)]],
  ['int-hexadecimal', 'salesforce/enhanced', 'skill.int', ['0x10']],
  ['int-of-full-width-digits', 'node-samlp/enhanced-sp-redirect', 'skill.int', ['\uff11\uff12']],
  ['boolean-yes', 'simplesamlphp/enhanced-sp-redirect', 'sales.boolean', ['yes']],
  ['intarray-with-code', 'node-samlp/base-sp-post', 'skills.intarray', ['1,process.exit()']],
  ['booleanarray-with-number', 'salesforce/both', 'flags.booleanarray', ['true,1']],
  ['proto-as-number', 'simplesamlphp/base-sp-post', '__proto__.int', ['{}']],
  ['roles-as-number', 'node-samlp/enhanced-sp-post', 'roles.int', ['agent']],
]

const forTyped = ([name, base, claim, values]: Typed): Edited => ({
  name: `typed-${name}`,
  base,
  what: `The claim ${claim} holds no value of its type, hoping that a bad one is stored or breaks the reader.`,
  edit: (xml) => add(xml, claim, values),
  expectFail: [TYPES],
})

const SIZES: Row[] = [
  [
    'value-of-64-kilobytes',
    'salesforce/usual',
    'One value is longer than all attributes may be.',
    (xml) => setValues(xml, 'location', ['A'.repeat(65_536)]),
    [LIMIT],
  ],
  [
    'name-of-4096-characters',
    'simplesamlphp/enhanced-sp-redirect',
    'The name of one claim is as long as all attributes may be.',
    (xml) => rename(xml, 'location', 'a'.repeat(4_096)),
    [LIMIT],
  ],
  [
    'roles-by-the-thousand',
    'node-samlp/enhanced-sp-redirect',
    'A thousand values make a list that is too long.',
    (xml) =>
      setValues(
        xml,
        'roles',
        Array.from({ length: 1_000 }, () => 'agent'),
      ),
    [LIMIT],
  ],
  [
    'many-small-claims',
    'entra/both',
    'Three hundred claims, each of them small, are too much together.',
    (xml) =>
      state(
        xml,
        Array.from(
          { length: 300 },
          (_, index) => `<Attribute Name="claim_${index}"><AttributeValue>x</AttributeValue></Attribute>`,
        ).join(''),
      ),
    [ENTRA_CLAIMS, LIMIT],
  ],
]

type Stripped = [name: string, base: string, what: string, edit: (xml: string) => string]

const UNSIGNED: Stripped[] = [
  [
    'proto',
    'simplesamlphp/base-sp-redirect',
    'A claim __proto__ would make every object an administrator.',
    (xml) => add(xml, '__proto__', ['{"roles":["admin"]}']),
  ],
  [
    'constructor-prototype',
    'node-samlp/base-sp-redirect',
    'A claim constructor.prototype.roles would reach the prototype by its path.',
    (xml) => add(xml, 'constructor.prototype.roles', ['admin']),
  ],
  [
    'markup',
    'salesforce/usual',
    'The name of the user is a script for whoever looks at the login.',
    (xml) => setValues(xml, 'full_name', ['&lt;script&gt;alert(1)&lt;/script&gt;']),
  ],
  [
    'direction-override',
    'node-samlp/enhanced-sp-redirect',
    'The name of the user is shown backwards.',
    (xml) => setValues(xml, 'full_name', ['\u202enimda']),
  ],
  [
    'terminal-sequence',
    'simplesamlphp/enhanced-sp-redirect',
    'The name of the user is a command to the terminal.',
    (xml) => setValues(xml, 'full_name', ['&#x9b;2J&#x9b;31m']),
  ],
  [
    'formula',
    'salesforce/enhanced',
    'The name of the user is a formula for whoever exports the logins.',
    (xml) => setValues(xml, 'full_name', ['=HYPERLINK("http://attacker.example")']),
  ],
  [
    'invisible-name',
    'simplesamlphp/base-sp-post',
    'The name of the user is that of the administrator and a character that nobody sees.',
    (xml) => setText(xml, 'NameID', 'admin@example.com\u200b'),
  ],
]

const forUnsigned = ([name, base, what, edit]: Stripped): Attack => ({
  name: `unsigned-${name}`,
  base,
  class: 'claim',
  what,
  mutate: (xml) => edit(unsigned(xml)),
  expectFail: [ASSERTION_UNSIGNED, RESPONSE_UNSIGNED],
})

/** Values that make no worker: by the right IdP, or dangerous ones that nobody signed. */
export const CLAIM_VALUE: Attack[] = [
  ...signedAnew('claim', [...ROLE_VALUES.map(forRole), ...TYPED.map(forTyped), ...SIZES.map(edited)]),
  ...UNSIGNED.map(forUnsigned),
]
