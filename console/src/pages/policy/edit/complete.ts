/** What can be written where, by the JSON Schema of policies: the keys of a mapping, and the words of a value. */

export interface Suggestion {
  name: string
  says: string | undefined
  /** A key of a mapping, rather than a value. */
  isKey: boolean
}

interface Schema {
  $ref?: string
  $defs?: Record<string, Schema>
  description?: string
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  items?: Schema
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  required?: string[]
}

interface Line {
  indent: number
  key: string | undefined
  isItem: boolean
}

/** What fits after `before`, the text up to the word that is being written. */
export function suggestions(schema: unknown, before: string): Suggestion[] {
  const root = schema as Schema | undefined
  if (!root) return []
  const lines = before.slice(before.lastIndexOf('\n---') + 1).split('\n')
  const current = lines.pop() ?? ''
  const value = /^\s*(?:-\s+)?([\w-]+):\s+$/.exec(current)
  const path = pathTo(lines.map(lineOf), current)
  const documents = variants(root, root).filter((one) => fits(one, lines))
  const at = (value ? [...path, value[1] as string] : path).reduce<Schema[]>(
    (schemas, key) => schemas.flatMap((one) => below(root, one, key)),
    documents,
  )
  return unique(value ? at.flatMap((one) => wordsOf(root, one)) : at.flatMap((one) => keysOf(root, one)))
}

function lineOf(text: string): Line {
  const found = /^(\s*)(-\s+)?(?:([\w-]+):)?/.exec(text)
  return {
    indent: (found?.[1]?.length ?? 0) + (found?.[2]?.length ?? 0),
    key: found?.[3],
    isItem: found?.[2] !== undefined,
  }
}

/** The keys above the cursor, outermost first. */
function pathTo(lines: readonly Line[], current: string): string[] {
  const path: string[] = []
  let indent = lineOf(current).indent
  for (const line of [...lines].reverse()) {
    if (line.key === undefined || line.indent >= indent) continue
    path.unshift(line.key)
    indent = line.indent
  }
  return path
}

/** Whether a document that begins so can be of this form: the first key of a document says what it is. */
function fits(document: Schema, lines: readonly string[]): boolean {
  const first = lines.map(lineOf).find((line) => line.key !== undefined && line.indent === 0)?.key
  return first === undefined || first in (document.properties ?? {})
}

function resolved(root: Schema, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name ? (root.$defs?.[name] ?? schema) : schema
}

/** A schema, or what it may be instead. */
function variants(root: Schema, schema: Schema): Schema[] {
  const own = resolved(root, schema)
  const others = [...(own.anyOf ?? []), ...(own.oneOf ?? []), ...(own.allOf ?? [])]
  return others.length ? others.flatMap((one) => variants(root, one)) : [own]
}

function below(root: Schema, schema: Schema, key: string): Schema[] {
  return variants(root, schema).flatMap((one) => {
    const of = one.items ? variants(root, one.items) : [one]
    return of.flatMap(
      (form) =>
        form.properties?.[key] ?? (typeof form.additionalProperties === 'object' ? form.additionalProperties : []),
    )
  })
}

function keysOf(root: Schema, schema: Schema): Suggestion[] {
  return variants(root, schema).flatMap((one) => {
    const of = one.items ? variants(root, one.items) : [one]
    return of.flatMap((form) =>
      Object.entries(form.properties ?? {}).map(([name, about]) => ({
        name,
        says: about.description ?? resolved(root, about).description,
        isKey: true,
      })),
    )
  })
}

function wordsOf(root: Schema, schema: Schema): Suggestion[] {
  return variants(root, schema).flatMap((one) => {
    const of = one.items ? variants(root, one.items) : [one]
    return of.flatMap((form) =>
      [...(form.enum ?? []), ...(form.const === undefined ? [] : [form.const])].map((word) => ({
        name: String(word),
        says: form.description,
        isKey: false,
      })),
    )
  })
}

const unique = (all: readonly Suggestion[]): Suggestion[] => [...new Map(all.map((one) => [one.name, one])).values()]
