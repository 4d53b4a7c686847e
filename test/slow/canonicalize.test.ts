import { test } from '@jest/globals'
import { ALL_PREFIXES, expectFormsOfLibxml, listDocuments } from '../support/canonical-forms.ts'

test.each(listDocuments('attacks', 'benign', 'checks'))(
  'elements of $name are written as libxml2 does, with any inclusive prefixes',
  ({ xml }) => {
    expectFormsOfLibxml(xml, ALL_PREFIXES, 6)
    expectFormsOfLibxml(xml, [], 6)
  },
)
