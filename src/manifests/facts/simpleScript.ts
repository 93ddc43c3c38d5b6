/** Longer scripts are not looked at: what they do is not guessed. */
export const maxScriptLength = 4000;

/**
 * The simple commands of a shell script, one after the other, each as its words; undefined where there is more to it: loops,
 * conditions, functions, substitutions, something in the background. It is a look at plain scripts, not a shell.
 */
export function simpleCommands(script: string): string[][] | undefined {
  if (script.length > maxScriptLength) return undefined;
  const commands: string[][] = [];
  let words: string[] = [];
  for (const [token] of script.matchAll(tokens)) {
    if (/^[ \t]/.test(token) || token === '\\\n' || token.startsWith('#')) continue;
    if (/^(?:&&|\|\|?|;|\n)$/.test(token)) {
      if (words.length > 0) commands.push(words);
      words = [];
    } else if (token === '&' || /^[(){}`]/.test(token) || /\$\(|`|<</.test(token)) return undefined;
    else words.push(token);
  }
  if (words.length > 0) commands.push(words);
  return commands.some(([first = '']) => keywords.has(first)) ? undefined : commands.map(withoutDecoration);
}

const tokens =
  /\\\n|[ \t]+|#[^\n]*|&&|\|\|?|;|\n|\d*>&\d|&>|&|[(){}]|(?:'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]|[^\s;&|(){}'"\\])+|[\s\S]/g;

const keywords = new Set('if then else elif fi for while until do done case esac select function time ! [['.split(' '));

/** Without assignments in front and redirections anywhere. */
function withoutDecoration(words: readonly string[]): string[] {
  const plain: string[] = [];
  let isTarget = false;
  for (const word of words) {
    if (isTarget) isTarget = false;
    else if (/^(?:\d*[<>]{1,2}|&>)$/.test(word)) isTarget = true;
    else if (/^\d*[<>]/.test(word) || (plain.length === 0 && /^\w+=/.test(word))) continue;
    else plain.push(word);
  }
  return plain;
}
