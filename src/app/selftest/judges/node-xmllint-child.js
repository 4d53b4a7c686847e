// @authenio/samlify-node-xmllint in its own process: it leaks memory, and it ends its process once stdout drains.
// Receives a list of documents in base64. Sends for each in turn: null if it is valid, otherwise what is wrong.
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
