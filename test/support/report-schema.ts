import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

const ajv = new Ajv2020({ strict: true })
formats.default(ajv)

/** The JSON Schema of Reports, as it is published. */
export const REPORT_SCHEMA = JSON.parse(
  readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'),
) as Record<string, unknown>

/** Whether a value is a Report by the published schema; what is wrong stands in `errors`. */
export const validateReport = ajv.compile(REPORT_SCHEMA)
