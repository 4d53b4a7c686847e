import { type CapturedMessage, messageIn, type Reading } from './captured-message.ts'
import { messagesOfPage } from './html-form.ts'
import { otherMessagesIn, type Parameter } from './parameters.ts'

/** One request of a recording. */
export interface RecordedRequest {
  /** Its name for people: `HAR entry 12`. */
  name: string
  url: string | null
  at: Date | null
  body: Parameter[]
  query: Parameter[]
  /** Whether it is a POST whose body was not recorded. */
  lacksBody: boolean
  /** The page that answered it, and when. */
  page: { html: string; at: Date | null } | null
}

/** The words for a recording and its requests. */
export interface RecordingWords {
  what: string
  one: string
  many: string
  hint: string
}

/** Finds every message once: as sent if that was recorded, else in the page that would have sent it. */
export function readRecording(requests: Iterable<RecordedRequest>, words: RecordingWords): Reading {
  const found: { message: CapturedMessage; isSent: boolean }[] = []
  const others = new Map<string, number>()
  let count = 0
  let bodiless = 0
  for (const request of requests) {
    const sent = sentMessage(request)
    if (sent) found.push({ message: sent, isSent: true })
    for (const message of shownMessages(request)) found.push({ message, isSent: false })
    for (const what of otherMessagesIn([...request.body, ...request.query]))
      others.set(what, (others.get(what) ?? 0) + 1)
    count += 1
    bodiless += request.lacksBody ? 1 : 0
  }
  const notes = [...countOthers(others), ...countBodiless(bodiless)].map((note) => `; ${note}`).join('')
  return { messages: distinct(found), what: `${describeCount(count, words)}${notes}`, hint: words.hint }
}

function sentMessage({ body, query, url, at, name }: RecordedRequest): CapturedMessage | null {
  const how = { url, at, found: name }
  return messageIn(body, { ...how, binding: 'post' }) ?? messageIn(query, { ...how, binding: 'redirect' })
}

function shownMessages({ page, name }: RecordedRequest): CapturedMessage[] {
  if (!page?.html.includes('SAMLResponse')) return []
  return messagesOfPage(page.html).map((message) => ({ ...message, at: page.at, found: `the page of ${name}` }))
}

/** Of equal messages, the first one that was sent, else the first one. */
function distinct(found: { message: CapturedMessage; isSent: boolean }[]): CapturedMessage[] {
  const chosen = new Map<string, CapturedMessage>()
  for (const { message } of [...found].sort((a, b) => Number(b.isSent) - Number(a.isSent))) {
    const identity = identityOf(message)
    if (!chosen.has(identity)) chosen.set(identity, message)
  }
  return found.flatMap(({ message }) => (chosen.get(identityOf(message)) === message ? [message] : []))
}

/** White space in base64 means nothing, and a browser changes line ends. */
const identityOf = ({ fields }: CapturedMessage) => fields.map((field) => field.replace(/\s+/g, '')).join(' ')

function describeCount(count: number, { what, one, many }: RecordingWords): string {
  if (count === 1) return `${what} with one ${one}, which does not contain a SAMLResponse`
  return `${what} with ${count} ${many}, none of which contains a SAMLResponse`
}

function countOthers(others: Map<string, number>): string[] {
  return [...others].map(([what, count]) => `${count} ${count === 1 ? 'contains' : 'contain'} ${what}`)
}

function countBodiless(count: number): string[] {
  if (count === 0) return []
  return [count === 1 ? 'the body of one POST was not saved' : `the bodies of ${count} POSTs were not saved`]
}
