import { Badge, Button, Group, NavLink, Paper, ScrollArea, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { checkQuery, type Diagnostic, type Files, schemaQuery } from '@/api/policies'
import { Discard } from './Discard'
import { changedPaths, useDraft } from './draft'
import css from './Edit.module.css'
import { Editor } from './edit/Editor'
import { Problems } from './edit/Problems'

const route = getRouteApi('/inside/policy')

interface Props {
  published: Files
  revision: number
  onPublish: () => void
}

/** Writes a policy: its files, with what is wrong in them said as one writes. */
export function Edit({ published, revision, onPublish }: Props) {
  const { file } = route.useSearch()
  const navigate = useNavigate({ from: '/policy' })
  const { draft, save, discard } = useDraft()
  const files = draft?.files ?? published
  const paths = Object.keys(files).sort()
  const path = file && file in files ? file : (paths[0] ?? '')
  const [settled] = useDebouncedValue(files, 500)
  const check = useQuery({ ...checkQuery(settled), placeholderData: (before) => before })
  const schema = useQuery(schemaQuery)
  const [jump, setJump] = useState<Diagnostic>()
  const changed = useMemo(() => changedPaths(published, files), [published, files])
  const diagnostics = check.data?.diagnostics ?? []
  const errors = diagnostics.filter((one) => one.severity === 'error').length
  const open = (to: string) => void navigate({ search: (before) => ({ ...before, file: to }) })
  return (
    <>
      <Group mb="sm" gap="sm">
        <Text size="sm" role="status">
          {said(errors, changed.length, check.isFetching)}
        </Text>
        {draft && draft.revision !== revision && (
          <Badge color="orange">
            written from revision {draft.revision}; {revision} is in force by now
          </Badge>
        )}
        <div style={{ flex: 1 }} />
        {draft && <Discard onDiscard={discard} />}
        <Button size="xs" disabled={changed.length === 0 || errors > 0} onClick={onPublish}>
          Compare and publish
        </Button>
      </Group>
      <div className={css.panes}>
        <ScrollArea className={css.files}>
          {paths.map((one) => (
            <NavLink
              key={one}
              label={one}
              active={one === path}
              py={3}
              onClick={() => open(one)}
              rightSection={<Mark path={one} changed={changed} diagnostics={diagnostics} />}
            />
          ))}
        </ScrollArea>
        <Paper className={css.editor}>
          <Editor
            key={path}
            text={files[path] ?? ''}
            diagnostics={diagnostics.filter((one) => one.file === path)}
            schema={schema.data}
            jump={jump?.file === path ? jump : undefined}
            onChange={(text) => save({ revision: draft?.revision ?? revision, files: { ...files, [path]: text } })}
          />
        </Paper>
      </div>
      <Problems
        diagnostics={diagnostics}
        onJump={(one) => {
          open(one.file)
          setJump({ ...one })
        }}
      />
    </>
  )
}

function said(errors: number, changed: number, busy: boolean): string {
  const state = busy ? 'Checking…' : errors ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : 'No errors'
  return `${state} · ${changed} ${changed === 1 ? 'file' : 'files'} changed`
}

function Mark({
  path,
  changed,
  diagnostics,
}: {
  path: string
  changed: readonly string[]
  diagnostics: readonly Diagnostic[]
}) {
  const faulty = diagnostics.some((one) => one.file === path && one.severity === 'error')
  if (faulty)
    return (
      <Badge size="xs" color="red">
        fault
      </Badge>
    )
  return changed.includes(path) ? (
    <Badge size="xs" color="toll">
      changed
    </Badge>
  ) : null
}
