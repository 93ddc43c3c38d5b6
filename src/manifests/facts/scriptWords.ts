/** A word of a command line, without its quotes. */
export interface ScriptWord {
  readonly text: string;
  /** Where it begins in the script. */
  readonly offset: number;
}

/** UTF-16 units of one script, and words, that are looked at. */
const maxLength = 50_000;
const maxWords = 5000;

/** Words before a command that are none themselves. */
const leading = /^(if|then|elif|else|do|while|until|time|exec|nohup|command|env|sudo|!|[A-Za-z_]\w*=.*)$/s;

/**
 * The simple commands of a shell script, roughly: also those in loops, conditions and substitutions. It is a look at words, not a
 * shell; what cannot be told apart is no word. Never throws.
 */
export function commandsIn(script: string): ScriptWord[][] {
  const commands: ScriptWord[][] = [];
  let words: ScriptWord[] = [];
  let isTarget = false;
  let count = 0;
  const end = () => {
    const first = words.findIndex(({ text }) => !leading.test(text));
    if (first >= 0) commands.push(withoutTimeout(words.slice(first)));
    words = [];
    isTarget = false;
  };
  for (const match of script.slice(0, maxLength).matchAll(tokens)) {
    const [token] = match;
    if (count++ > maxWords) break;
    if (/^[ \t\r]/.test(token) || token.startsWith('\\\n') || token.startsWith('\\\r')) continue;
    if (token.startsWith('#')) continue;
    if (/^\d*(>>?|<)&?$|^&>$/.test(token)) isTarget = true;
    else if (/^(\d*>&[\d-])$/.test(token)) continue;
    else if (/^[;&|\n(){}`]/.test(token)) end();
    else if (isTarget) isTarget = false;
    else words.push(unquoted(token, match.index));
  }
  end();
  return commands;
}

const tokens =
  /\\\r?\n|[ \t\r]+|(?<![^\s;&|()])#[^\n]*|\d*>&[\d-]|&>|\d*(?:>>?|<)&?|[;&|\n(){}`]|(?:'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[^\r\n]|\$\{[^}\n]{0,200}\}|[^\s;&|(){}<>`'"\\])+|[\s\S]/g;

/** The quotes around a whole word are taken off; those inside make it a word that is not understood. */
function unquoted(token: string, offset: number): ScriptWord {
  const quote = token[0];
  const isQuoted = token.length > 1 && (quote === "'" || quote === '"') && token.indexOf(quote, 1) === token.length - 1;
  return isQuoted ? { text: token.slice(1, -1), offset: offset + 1 } : { text: token, offset };
}

/** `timeout 5 nc web 80`, `timeout -t 5 …`. */
function withoutTimeout(words: readonly ScriptWord[]): ScriptWord[] {
  if (words[0]?.text !== 'timeout') return [...words];
  const program = words.findIndex(({ text }, index) => index > 0 && !/^(-.*|[\d.]+[smhd]?|[A-Z]+)$/.test(text));
  return program < 0 ? [] : words.slice(program);
}
