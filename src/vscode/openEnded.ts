const waitingVerbs = new Set(['wait', 'rollout', 'exec', 'attach', 'run', 'debug', 'port-forward', 'proxy']);

/**
 * Whether a command may run until somebody stops it: it follows, watches, or waits for something that may never come. A
 * deletion waits too, but ends by itself, and what is entered after it counts on that.
 */
export function isOpenEnded(line: string): boolean {
  const words = line.trim().split(/\s+/);
  if (words.includes('logs')) return words.some((word) => /^(-[a-z]*f|--follow(=true)?)$/.test(word));
  return words.some((word) => waitingVerbs.has(word) || /^(-[a-zA-Z]*w|--watch(-only)?(=true)?)$/.test(word));
}
