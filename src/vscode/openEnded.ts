const waitingVerbs = new Set(['wait', 'rollout', 'attach', 'port-forward', 'proxy']);
/** These go on where somebody types into them, or looks on. */
const talkingVerbs = new Set(['exec', 'run', 'debug']);

/**
 * Whether a command may run until somebody stops it: it follows, watches, or waits for something that may never come. A
 * deletion waits too, and so does a program that runs in a container, but they end by themselves, and what is entered after
 * them counts on that.
 */
export function isOpenEnded(line: string): boolean {
  const words = line.trim().split(/\s+/);
  if (words.includes('logs')) return words.some((word) => /^(-[a-z]*f|--follow(=true)?)$/.test(word));
  if (words.some((word) => talkingVerbs.has(word))) {
    const dash = words.indexOf('--');
    const own = dash === -1 ? words : words.slice(0, dash);
    const inside = dash === -1 ? [] : words.slice(dash + 1);
    const talks = own.some((word) => /^(-[a-z]*[it][a-z]*|--stdin|--tty|--attach|--rm)$/.test(word));
    return talks || inside.some((word) => /^(-[a-z]*[fF]|--follow|top|watch|ping|yes|infinity)$/.test(word));
  }
  return words.some((word) => waitingVerbs.has(word) || /^(-[a-zA-Z]*w|--watch(-only)?(=true)?)$/.test(word));
}
