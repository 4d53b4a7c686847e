import { type ComponentChild, h } from 'preact'

import { shorten } from '../../core/report/printable.ts'
import { renderPage } from './page.tsx'

import { PAGE_HEAD } from './page-head.ts'

interface Option {
  value: string
  text: string
}

/** The content of the built-in IdP's sign-in page. `request` is the request of the service provider, if there is one. */
export interface SignInPage {
  product: string
  sid: string
  /** The URL to which the form is sent. */
  action: string
  serviceProvider: string
  products: readonly { name: string; url: string; isThis: boolean }[]
  users: readonly { email: string; fullName: string; roles: string }[]
  faults: readonly { title: string; options: readonly Option[] }[]
  request: readonly { name: string; value: string }[]
  relayState: string | null
  metadataUrl: string
  /** What was wrong with the submitted form. */
  problem: { message: string; hint: string } | null
}

/** The sign-in page: who signs in, with which claims, and with which fault. */
export function renderSignInPage(page: SignInPage): string {
  const { product, action, serviceProvider, request, problem, metadataUrl } = page
  return renderPage(`Sign in with ${product}`, PAGE_HEAD, [
    h('h1', null, `Sign in as ${product} would`),
    problem && h('p', { role: 'alert', class: 'rejected' }, [problem.message, ' ', problem.hint]),
    h('p', null, ['For ', h('code', null, serviceProvider), '. This is a test: you do not need a password.']),
    h('nav', { 'aria-label': 'Products' }, productList(page)),
    h('form', { method: 'post', action }, [
      ...request.map(({ name, value }) => h('input', { type: 'hidden', name, value })),
      userFields(page),
      claimFields(),
      faultField(page),
      relayStateField(page),
      h('p', null, h('button', { type: 'submit' }, 'Sign in')),
    ]),
    h('p', null, h('a', { href: metadataUrl }, 'Metadata of this IdP')),
  ])
}

function productList({ products }: SignInPage): ComponentChild {
  const links = products.flatMap(({ name, url, isThis }, index) => [
    index === 0 ? '' : ' · ',
    isThis ? h('strong', { 'aria-current': 'page' }, name) : h('a', { href: url }, name),
  ])
  return h('p', null, links)
}

function userFields({ users }: SignInPage): ComponentChild {
  const choices = users.map(({ email, fullName, roles }, index) =>
    h(
      'p',
      null,
      h('label', null, [
        h('input', { type: 'radio', name: 'user', value: email, checked: index === 0 }),
        ` ${fullName || email} `,
        h('small', null, shorten(`${email} · ${roles}`)),
      ]),
    ),
  )
  const other = h(
    'p',
    null,
    h('label', null, [h('input', { type: 'radio', name: 'user', value: '' }), ' someone else:']),
  )
  return h('fieldset', null, [
    h('legend', null, 'Who'),
    ...choices,
    other,
    textField('email', 'E-mail', 'email', 'someone@example.com'),
    textField('fullName', 'Full name', 'text', 'Sam Example'),
    textField('roles', 'Roles, separated by commas', 'text', 'agent'),
    textField('nameId', 'NameID, if it is not the e-mail address', 'text', ''),
  ])
}

function claimFields(): ComponentChild {
  return h('details', null, [
    h('summary', null, 'More claims'),
    h('p', null, [
      h('label', { for: 'claims' }, 'One per line: name = value. Repeat a name to add a value.'),
      h('textarea', {
        id: 'claims',
        name: 'claims',
        rows: 4,
        placeholder: 'team_id = 12\nskills = chat\nskills = voice',
      }),
    ]),
  ])
}

function faultField({ faults }: SignInPage): ComponentChild {
  const groups = faults.map(({ title, options }) =>
    h(
      'optgroup',
      { label: title },
      options.map(({ value, text }) => h('option', { value }, text)),
    ),
  )
  return h('p', null, [
    h('label', { for: 'fault' }, 'Fault to inject'),
    h('select', { id: 'fault', name: 'fault' }, [h('option', { value: '' }, 'none'), ...groups]),
  ])
}

/** A browser removes line breaks from an input, and the first one from a textarea. */
function relayStateField({ relayState }: SignInPage): ComponentChild {
  const value = relayState ?? ''
  const field = { id: 'relay-state', name: 'RelayState' }
  return h('p', null, [
    h('label', { for: field.id }, 'RelayState'),
    /[\r\n]/.test(value) ? h('textarea', { ...field, rows: 2 }, `\n${value}`) : h('input', { ...field, value }),
  ])
}

const textField = (name: string, label: string, type: string, placeholder: string) =>
  h('p', null, [h('label', { for: name }, label), h('input', { id: name, name, type, placeholder })])

/** The script of the page that posts its form. The policy of the page allows no other. */
export const POST_ITSELF = 'document.forms[0].submit()'

/** The page that delivers the response to the service provider, as that of an IdP does. */
export function renderDeliveryPage(request: {
  method: 'GET' | 'POST'
  url: string
  fields: readonly [name: string, value: string][]
  times: number
}): string {
  const { method, url, fields, times } = request
  const inputs = fields.map(([name, value]) => h('input', { type: 'hidden', name, value }))
  const [, query = ''] = url.split('?')
  const ofQuery = method === 'GET' ? [...new URLSearchParams(query)] : [] // a form sent by GET loses the query of its URL
  const kept = ofQuery.map(([name, value]) => h('input', { type: 'hidden', name, value }))
  const twice = 'This fault delivers the response twice. Continue, return to this page, and continue again.'
  return renderPage('Signing in', PAGE_HEAD, [
    h('h1', null, times > 1 ? 'Sign in twice' : 'Signing in'),
    h('p', null, times > 1 ? twice : 'Sending the response. If nothing happens, continue here.'),
    h('form', { method: method.toLowerCase(), action: url }, [
      ...kept,
      ...inputs,
      h('button', { type: 'submit' }, 'Continue'),
    ]),
    times > 1 ? null : h('script', { dangerouslySetInnerHTML: { __html: POST_ITSELF } }),
  ])
}

/** The start page of the built-in IdP: for each tenant a sign-in page per product. */
export function renderIdpIndex(tenants: readonly { sid: string; name: string; links: readonly Option[] }[]): string {
  return renderPage('Built-in identity provider', PAGE_HEAD, [
    h('h1', null, 'Built-in identity provider'),
    h('p', null, 'Sign in as any user, in the response style of any product, with any mistake you choose.'),
    ...tenants.map(({ sid, name, links }) =>
      h('section', null, [
        h('h2', null, name === sid ? h('code', null, sid) : [shorten(name), ' ', h('code', null, sid)]),
        h(
          'p',
          null,
          links.flatMap(({ value, text }, index) => [index === 0 ? '' : ' · ', h('a', { href: value }, text)]),
        ),
      ]),
    ),
  ])
}
