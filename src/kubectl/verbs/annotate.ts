import { editMetadata, metadataEditFlags } from '../metadataEdit.ts';
import type { Verb } from '../verb.ts';

/** `kubectl annotate`: sets and removes annotations. */
export const annotate: Verb = {
  name: 'annotate',
  group: 'Settings Commands',
  summary: 'Update the annotations on a resource',
  usage: 'annotate [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N',
  examples: [
    { comment: 'Set an annotation', command: "kubectl annotate pod web description='the front door'" },
    { comment: 'Remove it', command: 'kubectl annotate pod web description-' },
  ],
  flags: metadataEditFlags,
  run: (flags, host) =>
    editMetadata(
      {
        field: 'annotations',
        noun: 'annotation',
        changedText: () => 'annotated',
        unchangedText: 'annotated',
        takenText: (keys) =>
          `--overwrite is false but found the following declared annotation(s): ${keys.map(({ key, value }) => `'${key}' already has a value (${value})`).join('; ')}`,
      },
      flags,
      host,
    ),
};
