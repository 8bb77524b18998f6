import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { yaml } from '@codemirror/lang-yaml'
import { lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { basicSetup } from 'codemirror'
import type { Diagnostic } from '@/api/policies'
import { nonce } from '@/nonce'
import { colors } from './colors'
import { suggestions } from './complete'

/** An editor at work. */
export interface Editing {
  underline: (diagnostics: readonly Diagnostic[]) => void
  complete: (schema: unknown) => void
  goTo: (line: number, column: number) => void
  end: () => void
}

/** Puts an editor of `text` into `parent`; `changed` is told each new text. */
export function edit(parent: HTMLElement, text: string, dark: boolean, changed: (text: string) => void): Editing {
  let schema: unknown
  const source = (context: CompletionContext) => complete(context, schema)
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        basicSetup,
        yaml(),
        lintGutter(),
        autocompletion({ override: [source] }),
        EditorView.cspNonce.of(nonce),
        EditorView.theme({}, { dark }),
        colors,
        EditorView.contentAttributes.of({ 'aria-label': 'Text of the file' }),
        EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
      ],
    }),
  })
  return {
    underline: (diagnostics) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          diagnostics.map((one) => underlined(view.state, one)),
        ),
      ),
    complete: (given) => {
      schema = given
    },
    goTo: (line, column) => {
      const at = placeOf(view.state, line, column)
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
      view.focus()
    },
    end: () => view.destroy(),
  }
}

function placeOf(state: EditorState, line: number, column: number): number {
  const of = state.doc.line(Math.min(Math.max(1, line), state.doc.lines))
  return Math.min(of.from + Math.max(0, column - 1), of.to)
}

function underlined(state: EditorState, { line, column, text, message, help, severity }: Diagnostic) {
  const from = placeOf(state, line, column)
  const to = Math.min(from + Math.max(1, text.split('\n')[0]?.length ?? 1), state.doc.length)
  return {
    from,
    to,
    severity: severity === 'error' ? ('error' as const) : ('warning' as const),
    message: help ? `${message}\n${help}` : message,
  }
}

function complete(context: CompletionContext, schema: unknown): CompletionResult | null {
  const word = context.matchBefore(/[\w-]*/)
  if (!word || (word.from === word.to && !context.explicit)) return null
  const before = context.state.sliceDoc(0, word.from)
  const options = suggestions(schema, before).map((one) => ({
    label: one.name,
    info: one.says,
    apply: one.isKey ? `${one.name}: ` : one.name,
    type: one.isKey ? 'property' : 'constant',
  }))
  return options.length ? { from: word.from, options } : null
}
