/** What becomes of a change of a field in an object that exists. */
export interface Change {
  /**
   * `frozen`: refused. `limited`: some changes are refused. `follows`: taken, and something follows from it. `ignored`: taken, and
   * nothing follows.
   */
  readonly effect: 'frozen' | 'limited' | 'follows' | 'ignored';
  /** As Markdown: what happens, and what to do instead. */
  readonly text: string;
}

/** A field that no update may change. */
export function frozen(instead: string): Change {
  return { effect: 'frozen', text: `**Cannot be changed** once the object exists. ${instead}` };
}

/** The way out that always works. */
export const recreate = '`kubectl replace --force -f FILE` deletes it and creates it anew.';
