// @authenio/samlify-node-xmllint in a process of its own: it leaks, and it ends its process once stdout drains.
// Reads a document in base64 from each line of stdin; writes a line of JSON: null when it is valid, else what is wrong.
import { readFileSync, writeSync } from 'node:fs'
import { validate } from '@authenio/samlify-node-xmllint'

const said = []
console.error = (text) => said.push(text)
console.log = () => undefined

for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  said.length = 0
  const valid = await validate(Buffer.from(line, 'base64').toString('utf8')).then(
    () => true,
    () => false,
  )
  writeSync(1, `${JSON.stringify(valid ? null : said.join(' '))}\n`)
}
process.exit(0)
