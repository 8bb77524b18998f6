import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { binary } from './binary.ts'

/** Plays the year that ends now once, for all tests: each works on a copy of its own. `TOLLGATE_YEAR_AT` is one from before. */
export default function setup(): void {
  if (!existsSync(binary))
    throw new Error(`${binary} is not there: build it with \`cargo build\`, after \`npm run build\``)
  if (process.env.TOLLGATE_YEAR_AT) {
    process.env.TOLLGATE_YEAR = process.env.TOLLGATE_YEAR_AT
    return
  }
  const year = join(mkdtempSync(join(tmpdir(), 'tollgate-year-')), 'year.db')
  execFileSync(binary, ['demo', '--until-now', '--db', year], { stdio: 'ignore' })
  process.env.TOLLGATE_YEAR = year
}
