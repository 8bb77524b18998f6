// A real provider of identities, oidc-provider, on this machine: everybody whom it is asked about signs in at once.
// node provider.mjs REDIRECT…: prints its own address, then serves until it is killed.
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const people = {
  ana: { email: 'ana@acme.example', email_verified: true, nickname: 'ana' },
  ben: { email: 'ben@elsewhere.example', email_verified: true, nickname: 'ben' },
  eve: { email: 'eve@acme.example', email_verified: false, nickname: 'eve' },
}

const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'tollgate', client_secret: 'a secret of the test', redirect_uris: process.argv.slice(2) }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['nickname'] },
    // The claims stand in the ID token, as those of large providers do.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    cookies: { keys: ['of the test'] },
  })
  const interact = async (request, response) => {
    const { prompt, params, session, grantId } = await provider.interactionDetails(request, response)
    if (prompt.name === 'login') {
      const login = { accountId: request.headers['x-person'] }
      return provider.interactionFinished(request, response, { login })
    }
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({ accountId: session.accountId, clientId: params.client_id })
    grant.addOIDCScope(params.scope)
    const consent = { grantId: await grant.save() }
    return provider.interactionFinished(request, response, { consent })
  }
  const serve = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url.startsWith('/interaction/')) return serve(request, response)
    interact(request, response).catch((fault) => response.writeHead(500).end(String(fault)))
  })
  console.log(issuer)
})
