import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Diagnostic } from '@/api/policies'
import { type Editing, edit } from './codemirror'
import css from './Editor.module.css'

interface Props {
  text: string
  diagnostics: readonly Diagnostic[]
  /** The JSON Schema of policies, for what can be written where. */
  schema: unknown
  /** Where to put the cursor. */
  jump: Diagnostic | undefined
  onChange: (text: string) => void
}

/** An editor of one file: highlighted, completed from the schema, with problems underlined where they are. */
export function Editor({ text, diagnostics, schema, jump, onChange }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const editing = useRef<Editing>(undefined)
  const latest = useRef(onChange)
  latest.current = onChange
  const scheme = useComputedColorScheme('light')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor holds the text from then on
  useEffect(() => {
    const parent = place.current
    if (!parent) return
    editing.current = edit(parent, text, scheme === 'dark', (changed) => latest.current(changed))
    return () => editing.current?.end()
  }, [scheme])
  useEffect(() => editing.current?.underline(diagnostics), [diagnostics])
  useEffect(() => editing.current?.complete(schema), [schema])
  useEffect(() => {
    if (jump) editing.current?.goTo(jump.line, jump.column)
  }, [jump])
  return <div ref={place} className={css.editor} />
}
