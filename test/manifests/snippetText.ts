/**
 * The text that VS Code makes of a snippet whose stops keep what stands in them: `${1:a}`, `$1`, `${1|a,b|}`, with `\` before `$`,
 * `}` and `\` (and `,` and `|` in choices). Throws where it is no snippet.
 */
export function expandedSnippet(snippet: string): string {
  const values = new Map<string, string>();
  const stop =
    /\\([\\$}])|\$(\d+)|\$\{(\d+):((?:[^\\}$]|\\[\\$}])*)\}|\$\{(\d+)\|((?:[^\\|]|\\[\\$},|])*)\|\}|([$\\])/g;
  return snippet.replace(stop, (_all, escaped, again, number, text, choiceNumber, choices, lonely) => {
    if (escaped !== undefined) return escaped;
    if (lonely !== undefined) throw new Error(`a ${lonely} stands alone in ${snippet}`);
    if (again !== undefined) return values.get(again) ?? '';
    const first = choices === undefined ? text : /^(?:[^\\,]|\\.)*/.exec(choices)?.[0];
    const plain = String(first).replace(/\\(.)/g, '$1');
    values.set(number ?? choiceNumber, plain);
    return plain;
  });
}
