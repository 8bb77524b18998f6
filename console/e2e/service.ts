import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { binary } from './binary.ts'

/** A service of its own: the real binary on a database in a folder of its own. */
export interface Service {
  url: string
  /** What it has logged. */
  log: () => string
  stop: () => Promise<void>
}

const LISTENING = /listening on (http:\/\/[\d.]+:\d+)/

/** Starts the binary on a copy of `database`, or on a new one. */
export async function serve(database?: string): Promise<Service> {
  const file = join(mkdtempSync(join(tmpdir(), 'tollgate-e2e-')), 'service.db')
  if (database) copyFileSync(database, file)
  const args = ['serve', '--listen', '127.0.0.1:0', '--database', `sqlite:${file}`]
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } })
  let log = ''
  const url = await new Promise<string>((found, failed) => {
    const read = (chunk: Buffer) => {
      log += chunk
      const address = LISTENING.exec(log)?.[1]
      if (address) found(address)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => failed(new Error(`the service ended with ${code}:\n${log}`)))
  })
  return { url, log: () => log, stop: () => stopped(child) }
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.once('exit', () => done())
    child.kill('SIGTERM')
  })
}
