// The page on which people come in: by the link in the log, by an invitation, or with name and password. What it asks for lies
// beside it, wherever the workspace is.
'use strict'

const says = document.getElementById('says')
const form = document.getElementById('enter')
const out = document.getElementById('out')
const provider = document.getElementById('provider')

// What stands behind `#` is sent to nobody; it is taken from the address at once, so that no history keeps it.
const link = new URLSearchParams(location.hash.slice(1))
if (location.hash) history.replaceState(null, '', 'enter')

const call = async (method, path, body) => {
  const headers = { 'content-type': 'application/json', 'tollgate-csrf': '1' }
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) })
  const text = await answer.text()
  return { ok: answer.ok, said: text ? JSON.parse(text) : {} }
}

const tell = (text) => { says.textContent = text }

// Shows the form with these fields alone.
const ask = (text, button, fields, choosing) => {
  tell(text)
  out.hidden = true
  form.hidden = false
  provider.hidden = choosing || !ways.provider
  form.querySelector('button').textContent = button
  for (const input of form.querySelectorAll('input')) input.closest('p').hidden = !fields.includes(input.name)
  form.password.autocomplete = choosing ? 'new-password' : 'current-password'
}

const welcome = (who) => {
  tell(`You are signed in as ${who.name}, ${who.role}.`)
  form.reset()
  form.hidden = provider.hidden = true
  out.hidden = false
}

let ways = { is_set_up: true, provider: false }

const signIn = (text) => ask(text, 'Sign in', ['name', 'password'], false)

const sent = {
  setup: async () => {
    const { name, person, password } = form.elements
    const body = { secret: link.get('setup'), name: name.value, password: password.value }
    if (person.value) body.person = person.value
    const { ok, said } = await call('POST', 'v1/setup', body)
    if (!ok) return tell(said.detail)
    link.delete('setup')
    welcome(said)
  },
  link: async () => {
    const body = { secret: link.get('link'), password: form.password.value }
    const { ok, said } = await call('POST', 'v1/invitation', body)
    if (!ok) return tell(said.detail)
    link.delete('link')
    form.reset()
    signIn('Your password is chosen. Sign in with it.')
  },
  session: async () => {
    const body = { name: form.elements.name.value, password: form.password.value }
    if (form.code.value) body.code = form.code.value
    const { ok, said } = await call('POST', 'v1/session', body)
    if (ok) return welcome(said)
    if (said.code === 'code_needed') return ask(said.detail, 'Sign in', ['code'], false)
    tell(said.detail)
  },
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const what = ['setup', 'link'].find((one) => link.has(one)) ?? 'session'
  sent[what]().catch(() => tell('The service did not answer: try again in a moment.'))
})

const [here, everywhere] = out.querySelectorAll('button')
const leave = async (path) => {
  await call('DELETE', path)
  signIn('You are signed out.')
}
here.addEventListener('click', () => leave('v1/session'))
everywhere.addEventListener('click', () => leave('v1/sessions'))

const begin = async () => {
  if (link.has('setup')) {
    return ask('Make the first account, an administrator.', 'Make the account', ['name', 'person', 'password'], true)
  }
  if (link.has('link')) {
    return ask('Choose a password of at least twelve characters: several words make a good one.', 'Choose', ['password'], true)
  }
  ways = (await call('GET', 'v1/session/ways')).said
  if (!ways.is_set_up) return tell('There is no account yet: open the link in the log of the service.')
  const { ok, said } = await call('GET', 'v1/session')
  ok ? welcome(said) : signIn('')
}
begin().catch(() => tell('The service did not answer: load this page again in a moment.'))
