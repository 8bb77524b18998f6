import { Paper, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '@/api/account'
import { Empty } from '@/components/Empty'
import { Fields } from '@/components/Fields'
import { Loaded } from '@/components/Loaded'
import { useMe } from '@/session/me'
import { MyTokens } from './MyTokens'
import { Password } from './Password'
import { SecondFactor } from './SecondFactor'
import { Sessions } from './Sessions'
import { Zone } from './Zone'

/** Who I am here, and how I come in. */
export function MyAccount() {
  const me = useMe()
  if (me.open) {
    return (
      <Empty title="Nobody signs in yet">
        While there is no account, whoever is on this machine may do everything. Open the link in the log of the service
        to make the first account: an administrator.
      </Empty>
    )
  }
  return <Own />
}

function Own() {
  const me = useMe()
  const session = useQuery(sessionQuery)
  return (
    <Loaded query={session} height={400}>
      {(own) => (
        <Stack gap="lg">
          <Paper p="lg">
            <Fields
              fields={[
                ['Signs in as', own.name],
                ['Person', me.person_name ?? me.person ?? 'none'],
                ['Role', own.role],
                ['Time zone', <Zone key="zone" />],
              ]}
            />
          </Paper>
          <Paper p="lg">
            <SecondFactor isOn={own.second_factor} codes={own.recovery_codes} />
          </Paper>
          <Paper p="lg">
            <Password />
          </Paper>
          <Paper p="lg">
            <Sessions />
          </Paper>
          <Paper p="lg">
            <MyTokens account={own.name} />
          </Paper>
        </Stack>
      )}
    </Loaded>
  )
}
