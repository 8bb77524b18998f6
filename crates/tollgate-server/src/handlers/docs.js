// Shows openapi.json: every operation with its parameters, body and answer.
'use strict'

const element = (name, attributes = {}, ...children) => {
  const made = Object.assign(document.createElement(name), attributes)
  made.append(...children)
  return made
}

fetch('openapi.json').then((answer) => answer.json()).then(show, (fault) => {
  document.getElementById('operations').textContent = `The description cannot be read: ${fault}`
})

function show(api) {
  const main = document.getElementById('operations')
  main.replaceChildren(...api.tags.map((tag) => section(api, tag)))
  document.getElementById('search').addEventListener('input', ({ target }) => search(target.value.toLowerCase()))
}

function section(api, tag) {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags?.includes(tag.name))
      .map(([method, operation]) => shown(api, method.toUpperCase(), path, operation)))
  return element('section', {}, element('h2', { textContent: tag.name }), element('p', { textContent: tag.description }), ...operations)
}

function shown(api, method, path, operation) {
  const body = element('div', { className: 'body' })
  const details = element('details', {},
    element('summary', {},
      element('b', { className: `method ${method}`, textContent: method }),
      element('code', { textContent: path }),
      element('span', { textContent: operation.summary ?? '' })),
    body)
  details.dataset.words = `${method} ${path} ${operation.summary} ${operation.description ?? ''}`.toLowerCase()
  details.addEventListener('toggle', () => body.replaceChildren(...inside(api, operation)), { once: true })
  return details
}

function inside(api, operation) {
  const parts = []
  if (operation.description) parts.push(element('p', { textContent: operation.description }))
  if (operation.parameters?.length) parts.push(element('h3', { textContent: 'Parameters' }), table(operation.parameters.map(parameter)))
  const sent = operation.requestBody?.content?.['application/json']?.schema
  if (sent) parts.push(element('h3', { textContent: 'Body' }), fields(api, sent))
  const answered = operation.responses?.['200']?.content?.['application/json']?.schema
  if (answered) parts.push(element('h3', { textContent: 'Answer' }), fields(api, answered))
  return parts
}

const parameter = (it) => [`${it.name}${it.required ? '' : '?'}`, `${it.in}, ${type(it.schema)}`, it.description ?? '']

function table(rows) {
  const cells = (row) => element('tr', {}, ...row.map((text) => element('td', { textContent: text })))
  return element('table', {}, ...rows.map(cells))
}

function fields(api, schema) {
  const found = resolve(api, schema)
  if (!found.properties) return element('pre', { textContent: type(schema) })
  const required = new Set(found.required ?? [])
  return table(Object.entries(found.properties).map(([name, it]) =>
    [`${name}${required.has(name) ? '' : '?'}`, type(it), it.description ?? '']))
}

function resolve(api, schema) {
  const list = schema.type === 'array' ? schema.items : schema
  const name = list?.$ref?.split('/').pop()
  return name ? api.components.schemas[name] : list ?? {}
}

function type(schema) {
  if (!schema) return ''
  if (schema.$ref) return schema.$ref.split('/').pop()
  if (schema.type === 'array') return `list of ${type(schema.items)}`
  if (schema.oneOf) return schema.oneOf.map(type).join(' or ')
  if (schema.enum) return schema.enum.join(' | ')
  return [schema.type].flat().join(' or ')
}

function search(words) {
  for (const details of document.querySelectorAll('details')) details.hidden = !details.dataset.words.includes(words)
  for (const part of document.querySelectorAll('section')) part.hidden = !part.querySelector('details:not([hidden])')
}
