import { setNonce } from 'get-nonce'

/** The word with which the server lets in the styles that the console makes; Vite and the server put it into the page. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

// What keeps the page still behind a dialogue makes a style of its own.
setNonce(nonce)
