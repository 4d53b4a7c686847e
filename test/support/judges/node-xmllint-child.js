// @authenio/samlify-node-xmllint in a process of its own: it leaks, and it ends its process once stdout drains.
// Reads a document in base64 from each line of stdin; writes JSON for each: null when it is valid, else what is wrong.
// To the file that it is told, as long answers do not fit into a pipe at once.
import { readFileSync, writeFileSync } from 'node:fs'
import { validate } from '@authenio/samlify-node-xmllint'

const answers = []
const said = []
console.error = (text) => said.push(text)
console.log = () => undefined

for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  said.length = 0
  const valid = await validate(Buffer.from(line, 'base64').toString('utf8')).then(
    () => true,
    () => false,
  )
  answers.push(valid ? null : said.join(' '))
}
writeFileSync(process.argv[2], JSON.stringify(answers))
process.exit(0)
