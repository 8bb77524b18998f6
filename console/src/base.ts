/**
 * Where the workspace is served: `''`, or `/w/NAME` where a service has several. Every address of the console and of the
 * API lies below it.
 */
export const base = /^\/w\/[^/]+/.exec(location.pathname)?.[0] ?? ''
