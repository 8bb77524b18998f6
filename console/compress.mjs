// Brings what the build made to the size in which it travels, so that the server only has to send it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'

const folder = new URL('./dist/assets/', import.meta.url)
const options = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }

for (const name of readdirSync(folder)) {
  if (!/\.(js|css|svg)$/.test(name)) continue
  const file = new URL(name, folder)
  writeFileSync(new URL(`${name}.br`, folder), brotliCompressSync(readFileSync(file), options))
}
