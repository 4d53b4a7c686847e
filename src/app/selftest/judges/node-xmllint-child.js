// @authenio/samlify-node-xmllint in a process of its own: it leaks, and it ends its process once stdout drains.
// Is sent a list of documents in base64; sends for each, as it goes: null when it is valid, else what is wrong.
import { validate } from '@authenio/samlify-node-xmllint'

const said = []
console.error = (text) => said.push(text)
console.log = () => undefined

process.once('message', async (documents) => {
  for (const document of documents) {
    said.length = 0
    const valid = await validate(Buffer.from(document, 'base64').toString('utf8')).then(
      () => true,
      () => false,
    )
    process.send({ answer: valid ? null : said.join(' ') })
  }
})
