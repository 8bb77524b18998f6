import { useState } from 'react'
import type { Schemas } from '@/api/client'
import { Secret } from '@/components/Secret'
import { Section } from '@/components/Section'
import { BeginFactor } from './BeginFactor'
import { ConfirmFactor } from './ConfirmFactor'
import { RemoveFactor } from './RemoveFactor'

/** A code of an authenticator beside the password. */
export function SecondFactor({ isOn, codes }: { isOn: boolean; codes: number }) {
  const [saved, setSaved] = useState<readonly string[]>()
  return (
    <Section title="Second factor">
      {saved && (
        <Secret
          says="Keep these recovery codes where only you find them: each opens once, should you lose the authenticator."
          text={saved.join('\n')}
        />
      )}
      {isOn ? <RemoveFactor codes={codes} /> : <SetUp onCodes={setSaved} />}
    </Section>
  )
}

function SetUp({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const [begun, setBegun] = useState<Schemas['TotpView']>()
  return begun ? <ConfirmFactor begun={begun} onCodes={onCodes} /> : <BeginFactor onBegun={setBegun} />
}
