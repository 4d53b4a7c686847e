import { readFixtures, variantsOf } from '../fixtures.js'
import { importPackage } from '../harness.js'

const control = globalThis[Symbol.for('record-behaviour')]

async function reportOf(checkResponse, samlResponse, settings) {
  try {
    return { report: await checkResponse(samlResponse, settings) }
  } catch ({ name, code, message, hint }) {
    return { error: { name, code, message, hint } }
  }
}

const nameOf = ({ account, signaturePolicy }) => `${account === undefined ? 'enhanced' : 'account'} ${signaturePolicy}`

/** (i) The Report of every fixture at its own and the other generation, under all four signature policies. */
export async function record({ checkout, fixtures }) {
  const { checkResponse } = await importPackage(checkout)
  const records = []
  for (const fixture of readFixtures(fixtures)) {
    for (const settings of variantsOf(fixture)) {
      const id = `${fixture.id} ${nameOf(settings)}`
      control.seed(id)
      records.push({ id, ...(await reportOf(checkResponse, fixture.samlResponse, settings)) })
    }
  }
  return records
}
