/** `time_to_accept` as people write it: `time to accept`. */
export const named = (id: string): string => id.replaceAll('_', ' ')
