import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** Colours of the text, dark enough on light and light enough on dark. */
const style = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'light-dark(#2f3aa8, #b4baff)' },
  { tag: tags.string, color: 'light-dark(#0b6348, #86dbb9)' },
  { tag: [tags.number, tags.bool, tags.atom], color: 'light-dark(#8f3010, #f6b98a)' },
  { tag: tags.comment, color: 'var(--quiet)', fontStyle: 'italic' },
  { tag: [tags.meta, tags.separator, tags.typeName, tags.labelName], color: 'light-dark(#6b3fa0, #d3b3ff)' },
])

const frame = EditorView.theme({
  '.cm-gutters': { backgroundColor: 'var(--sheet)', color: 'var(--quiet)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
})

/** What makes the editor look like the console around it. */
export const colors = [syntaxHighlighting(style), frame]
