import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const target = process.env.CARGO_TARGET_DIR ?? `${root}target`

/** The binary under test: the one in `TOLLGATE_BIN`, or the one that `cargo build` made. */
export const binary = process.env.TOLLGATE_BIN ?? `${target}/debug/tollgate`
