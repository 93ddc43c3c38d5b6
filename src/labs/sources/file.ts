import { isInsideFolder } from '../relativePath.ts';
import type { SourceKind } from './source.ts';

/** A file of the learner. */
export const fileSource: SourceKind<'file'> = {
  read(value) {
    const path = value.text();
    if (path === undefined) return undefined;
    return isInsideFolder(path) ? { type: 'file', path } : value.problem('This should be a path in the lab’s folder.');
  },

  async look({ path }, { readFile }) {
    const text = await readFile(path);
    if (text === undefined) return { values: [], root: undefined, missing: `There is no file ${path}.` };
    return { values: [text], root: text };
  },

  name: ({ path }) => `The file ${path}`,
};
