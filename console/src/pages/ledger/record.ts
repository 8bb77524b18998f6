interface Kind {
  name: string
}

/** How a record of `kind` is written: `lead/L-1`. */
export const example = (kind: string): string => `${kind}/${kind.charAt(0).toUpperCase()}-1`

/** The record that words name, as the service asks for it: `lead L-1` is `lead/L-1`; where there is one kind, so is `L-1`. */
export function recordSaid(words: string, kinds: readonly Kind[]): string | undefined {
  const typed = words.trim()
  const text = typed.includes('/') ? typed : typed.replace(/\s+/, '/')
  const [only, another] = kinds
  return only && !another && text && !text.includes('/') ? `${only.name}/${text}` : text || undefined
}
