const waitingVerbs = new Set(['wait', 'rollout', 'attach', 'port-forward', 'proxy']);
/** These go on where somebody types into them, or looks on. */
const talkingVerbs = new Set(['exec', 'run', 'debug']);

/**
 * Whether a command may run until somebody stops it: it follows, watches, or waits for something that may never come. A
 * deletion waits too, and so does a program that runs in a container, but they end by themselves, and what is entered after
 * them counts on that.
 */
export function isOpenEnded(line: string): boolean {
  const words = line.trim().split(/\s+/).slice(1);
  const verb = verbOf(words);
  const dash = words.indexOf('--');
  const own = dash === -1 ? words : words.slice(0, dash);
  const inside = dash === -1 ? [] : words.slice(dash + 1);
  if (verb === 'logs') return own.some((word) => /^(-p*f|--follow(=true)?)$/.test(word));
  if (talkingVerbs.has(verb)) {
    const talks = own.some((word) => /^(-[a-z]*[it][a-z]*|--stdin|--tty|--attach|--rm)$/.test(word));
    return talks || inside.some((word) => /^(-[a-z]*[fF]|--follow|top|watch|ping|yes|infinity)$/.test(word));
  }
  return waitingVerbs.has(verb) || own.some((word) => /^(-A?w|--watch(-only)?(=true)?)$/.test(word));
}

/** The first word that is neither a flag nor the value of one that may stand before the verb. */
function verbOf(words: readonly string[]): string {
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) return word;
    if (/^(-n|--namespace|--context)$/.test(word)) index += 1;
  }
  return '';
}
