import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { usePolicy } from '@/api/policy'
import { base } from '@/base'
import { Copyable } from '@/components/Copyable'
import { PageLink } from '@/components/links'
import { useMe } from '@/session/me'
import { LookAround } from './LookAround'

/** An import writes a database of its own, which is served then. */
const HISTORY = `tollgate import --map map.yaml --policy policy --db history.db export.csv
tollgate serve --database sqlite:history.db`

/** What to do first, where no record has come yet. */
export function FirstSteps() {
  const { points, workspace } = usePolicy()
  const { open } = useMe()
  const token = open ? '' : " -H 'Authorization: Bearer tg_…'"
  const record = `curl ${location.origin}${base}/v1/records${token} -d '{"kind":"lead","id":"L-1","fields":{"email":"pat@corp.example","stage":"mql","country":"US"}}'`
  return (
    <Stack gap="lg" maw={720}>
      <Text>
        {workspace.title} has {points.length} handoff points, and no record yet. Tollgate begins to govern with the
        first one that comes.
      </Text>
      <Step
        title="Send a record"
        says="Your CRM, a form or a script tells of records and activities; a handoff opens where the policy says so."
      >
        <Copyable text={record} />
      </Step>
      <Step
        title="Or bring your history"
        says="An import replays what happened in the order in which it happened, so that the figures are there from the first day."
      >
        <Copyable text={HISTORY} />
      </Step>
      <Step
        title="Or look around first"
        says="A year of a made-up company that ends today, in a workspace of its own; nothing of it comes into yours."
      >
        <LookAround />
      </Step>
      <Step
        title="And read what was agreed"
        says="The starter policy has the six standard handoffs; change what differs with you."
      >
        <PageLink to="/policy">To the policy</PageLink>
      </Step>
    </Stack>
  )
}

function Step({ title, says, children }: { title: string; says: string; children: ReactNode }) {
  return (
    <div>
      <Title order={2} fz="md">
        {title}
      </Title>
      <Text size="sm" c="var(--quiet)" mb={6}>
        {says}
      </Text>
      {children}
    </div>
  )
}
