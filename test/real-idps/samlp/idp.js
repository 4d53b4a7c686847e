import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import express from 'express'
import samlp from 'samlp'

/** An identity provider of npm samlp. IDP_URL is where it is served, IDP_FOLDER holds its keys and who it knows. */
const { IDP_URL, IDP_FOLDER } = process.env
const read = (name) => readFileSync(join(IDP_FOLDER, name), 'utf8')
const people = JSON.parse(read('people.json'))
const issuer = `${IDP_URL}/metadata`

const app = express()
app.use(express.urlencoded({ extended: false }))

const metadata = samlp.metadata({
  issuer,
  cert: read('idp.crt'),
  redirectEndpointPath: '/sso',
  postEndpointPath: '/sso',
})
app.get('/metadata', metadata)

app.get('/login', (_request, response) => {
  const fields = ['username', 'password'].map((name) => `<input name="${name}" type="${name}">`)
  response.send(`<!DOCTYPE html><form method="post">${fields.join('')}<button>Sign in</button></form>`)
})

app.post('/login', (request, response) => {
  const { username, password } = request.body
  if (people[username]?.password !== password) return response.status(401).send('unknown')
  response
    .cookie('person', username, { httpOnly: true })
    .redirect(303, `/sso?${new URL(request.url, IDP_URL).searchParams}`)
})

app.get('/sso', (request, response, next) => {
  const person = people[/\bperson=(\w+)/.exec(request.headers.cookie ?? '')?.[1]]
  if (!person) return response.redirect(303, `/login?${new URL(request.url, IDP_URL).searchParams}`)
  const { entityId, acsUrl, claimNames, nameIdFormat, key, ...options } = JSON.parse(read('provider.json'))
  const answer = samlp.auth({
    issuer,
    cert: read(`${key}.crt`),
    key: read(`${key}.key`),
    audience: entityId,
    destination: acsUrl,
    recipient: acsUrl,
    getPostURL: (_audience, _request, _incoming, done) => done(null, acsUrl),
    getUserFromRequest: () => person.attributes,
    profileMapper: (attributes) => ({
      getClaims: () =>
        Object.fromEntries(Object.entries(attributes).map(([name, values]) => [claimNames[name], values])),
      getNameIdentifier: () => ({ nameIdentifier: attributes.email[0], nameIdentifierFormat: nameIdFormat }),
    }),
    ...options,
  })
  answer(request, response, next)
})

const { hostname, port } = new URL(IDP_URL)
app.listen(Number(port), hostname)
