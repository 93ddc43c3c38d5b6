import { readLearnerPath } from '../labPath.ts';
import type { SourceKind } from './source.ts';

/** A file of the learner. */
export const fileSource: SourceKind<'file'> = {
  read(value) {
    const path = readLearnerPath(value);
    return path === undefined ? undefined : { type: 'file', path };
  },

  async look({ path }, { readFile }) {
    const text = await readFile(path);
    if (text === undefined) return { values: [], root: undefined, missing: `there is no file ${path}.` };
    return { values: [text], root: text };
  },

  name: ({ path }) => `The file ${path}`,
};
