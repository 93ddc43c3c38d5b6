import { editMetadata, metadataEditFlags } from '../metadataEdit.ts';
import type { Verb } from '../verb.ts';

/** `kubectl label`: sets and removes labels. */
export const label: Verb = {
  name: 'label',
  group: 'Settings Commands',
  summary: 'Update the labels on a resource',
  usage: 'label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N',
  examples: [
    { comment: 'Set a label', command: 'kubectl label pod web tier=front' },
    { comment: 'Replace its value', command: 'kubectl label --overwrite pod web tier=back' },
    { comment: 'Remove it', command: 'kubectl label pod web tier-' },
  ],
  flags: metadataEditFlags,
  run: (flags, host) =>
    editMetadata(
      {
        field: 'labels',
        noun: 'label',
        changedText: (removed, added) => (removed && !added ? 'unlabeled' : 'labeled'),
        unchangedText: 'not labeled',
        takenText: (keys) =>
          keys.map(({ key, value }) => `'${key}' already has a value (${value}), and --overwrite is false`).join('\n'),
      },
      flags,
      host,
    ),
};
