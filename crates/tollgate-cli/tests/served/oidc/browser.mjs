// A browser that signs in by way of the provider: follows redirects, keeps each host's cookies, as PERSON.
// node browser.mjs SERVICE PERSON [again | forgotten | forged]: prints what the service answered in the end, as JSON.
//   again      comes back with the same answer a second time
//   forgotten  comes back without the cookie of the beginning, as another browser would
//   forged     comes back with a code that the provider did not give
const [service, person, how] = process.argv.slice(2)
const jars = new Map()

const jar = (url) => {
  const { host } = new URL(url)
  if (!jars.has(host)) jars.set(host, new Map())
  return jars.get(host)
}

const get = async (url) => {
  const cookie = [...jar(url)].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(url, { redirect: 'manual', headers: { cookie, 'x-person': person } })
  for (const set of answer.headers.getSetCookie()) {
    const [pair, ...attributes] = set.split('; ')
    const [name, value] = pair.split(/=(.*)/s)
    const gone = attributes.some((attribute) => /^(max-age=0|expires=Thu, 01 Jan 1970)/i.test(attribute))
    gone ? jar(url).delete(name) : jar(url).set(name, value)
  }
  return answer
}

let url = `${service}/v1/oidc/start`
let answer = await get(url)
while (answer.headers.get('location')) {
  url = new URL(answer.headers.get('location'), url).href
  if (url.startsWith(service)) {
    if (how === 'forgotten') jar(service).clear()
    if (how === 'forged') url = url.replace(/code=[^&]*/, 'code=forged')
  }
  answer = await get(url)
}
if (how === 'again') answer = await get(url)
const body = await answer.text()
const who = await get(`${service}/v1/session`)
const cookies = [...jar(service).keys()]
console.log(JSON.stringify({ status: answer.status, body, cookies, who: { status: who.status, ...(await who.json()) } }))
