const number = { tests: true, failures: true, errors: true }

const attributes = (uses: Record<string, boolean>, type = 'xs:string') =>
  Object.entries(uses)
    .map(
      ([name, required]) => `<xs:attribute name="${name}" type="${type}" use="${required ? 'required' : 'optional'}"/>`,
    )
    .join('')
const elements = (uses: Record<string, string>) =>
  Object.entries(uses)
    .map(([name, max]) => `<xs:element ref="${name}" minOccurs="0" maxOccurs="${max}"/>`)
    .join('')
const element = (name: string, content: string) =>
  `<xs:element name="${name}"><xs:complexType${content}</xs:complexType></xs:element>`
const message = (name: string) => element(name, ` mixed="true">${attributes({ message: true, type: false })}`)

/** What JUnit XML may hold for Jenkins (junit-10.xsd of its xUnit plugin), GitLab and Ant alike: no more than all of them read. */
export const JUNIT_SCHEMA = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
${message('failure')}${message('error')}${message('skipped')}
<xs:element name="system-out" type="xs:string"/>
${element('property', `>${attributes({ name: true, value: true })}`)}
${element('properties', `><xs:sequence>${elements({ property: 'unbounded' })}</xs:sequence>`)}
${element(
  'testcase',
  `><xs:choice minOccurs="0">${['skipped', 'error', 'failure', 'system-out'].map((name) => `<xs:element ref="${name}"/>`).join('')}</xs:choice>
  ${attributes({ name: true, classname: true })}${attributes({ time: true }, 'xs:decimal')}`,
)}
${element(
  'testsuite',
  `><xs:sequence>${elements({ properties: '1', testcase: 'unbounded' })}</xs:sequence>
  ${attributes({ name: true })}${attributes({ ...number, skipped: true }, 'xs:nonNegativeInteger')}
  ${attributes({ time: true }, 'xs:decimal')}${attributes({ timestamp: true }, 'xs:dateTime')}`,
)}
${element(
  'testsuites',
  `><xs:sequence>${elements({ testsuite: 'unbounded' })}</xs:sequence>
  ${attributes({ name: true })}${attributes(number, 'xs:nonNegativeInteger')}`,
)}
</xs:schema>`
