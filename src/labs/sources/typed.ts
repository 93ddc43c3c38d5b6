import type { SourceKind } from './source.ts';

/** What the learner typed as the answer to a question. */
export const typedSource: SourceKind<'typed'> = {
  read(value) {
    const flag = value.flag();
    return flag === false ? value.problem('This is typed: true.') : flag && { type: 'typed' };
  },

  async look(_source, { typed }) {
    if (typed === undefined) return { values: [], root: undefined, missing: 'There is no answer yet.', absent: true };
    return { values: [typed], root: typed };
  },

  name: () => 'Your answer',
};
